extension TestCard {
    /// The cards of the bench. All numbers are test numbers of the card schemes' ranges, valid by their check digit.
    public static let all: [TestCard] = [
        TestCard(
            name: "unionpay-test-1", track2: "6212345678901232=30122200000123400000", pin: "123456",
            chip: ChipData.unionPay),
        TestCard(name: "unionpay-test-2", track2: "6217000000000000004=3012101000005670"),
        TestCard(name: "unionpay-test-3", track2: "6225881234567898=30121010000012300000"),
        TestCard(name: "unionpay-declined", track2: "6225880000000050=30121010000012300000", decline: "51"),
        TestCard(
            name: "visa-test-1", track2: "4111111111111111=30122010000000000000", chip: ChipData.visa),
        TestCard(
            name: "mastercard-test-1", track2: "5555555555554444=30122010000000000000", chip: ChipData.mastercard),
        TestCard(
            name: "visa-declined", track2: "4000000000000002=30122010000000000000", decline: "51", chip: ChipData.visa),
        TestCard(name: "visa-stolen", track2: "4000000000009979=30122010000000000000", decline: "43"),
        TestCard(name: "visa-expired", track2: "4000000000000069=20012010000000000000", decline: "54"),
    ]

    /// The card of this name.
    public static func named(_ name: String) -> TestCard? { all.first { $0.name == name } }
}

extension TestCard {
    /// What a balance enquiry is told of a card whose file says nothing: 5,000.00.
    static let usualBalance: Int64 = 500_000
}
