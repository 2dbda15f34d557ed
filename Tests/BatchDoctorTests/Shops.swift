import StuckShops

/// Shops in trouble, in every file of these tests.
typealias StuckShop = StuckShops.StuckShop
