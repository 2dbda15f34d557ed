import Foundation
import Settlement

/// What a shop usually takes: median and spread of the logarithm of its amounts.
///
/// The logarithm, since amounts differ by factors: a typed zero too many is ten times as much in a kiosk and in a garage. The
/// median and its deviation, since a few wrong amounts do not move them.
public struct AmountHabit: Equatable, Sendable {
    /// Sales that it was learned from.
    public let count: Int
    /// The usual amount in minor units.
    public let usual: Double
    /// The median of the logarithm.
    let median: Double
    /// Robust standard deviation of the logarithm.
    let spread: Double

    /// The least spread: shops with fixed prices would stumble over every new one.
    static let leastSpread = 0.1

    /// Learns a habit; nil of fewer sales than are needed.
    public init?(_ amounts: [Int64], least: Int) {
        let logs = amounts.filter { $0 > 0 }.map { log(Double($0)) }
        guard logs.count >= max(1, least) else { return nil }
        count = logs.count
        median = AmountHabit.middle(logs.sorted())
        let middle = median
        let deviation = AmountHabit.middle(logs.map { abs($0 - middle) }.sorted())
        // For a normal distribution the median deviation is 0.6745 standard deviations. Source: Iglewicz and Hoaglin, 1993.
        spread = max(deviation / 0.6745, AmountHabit.leastSpread)
        usual = exp(median)
    }

    /// How many robust deviations an amount lies above the usual one; below it when negative.
    public func score(_ minorUnits: Int64) -> Double {
        minorUnits > 0 ? (log(Double(minorUnits)) - median) / spread : 0
    }

    private static func middle(_ sorted: [Double]) -> Double {
        guard !sorted.isEmpty else { return 0 }
        let half = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
    }
}

/// Amounts out of the shop's habit.
enum AmountRules {
    static func findings(_ input: AuditInput, _ records: [AuditRecord]) -> [AuditFinding] {
        let sales = records.filter(\.isSale)
        guard let habit = AmountHabit(sales.map(\.minorUnits), least: input.settings.amountHistory) else { return [] }
        let usual = decimalAmount(Int64(habit.usual.rounded()), exponent: input.exponent)
        return sales.compactMap { sale in
            let score = habit.score(sale.minorUnits)
            guard abs(score) > input.settings.amountDeviations else { return nil }
            let shown = decimalTenths(abs(score))
            return AuditFinding(
                .unusualAmount, nil, sale,
                Bilingual(
                    "\(sale.words.english): this shop usually takes about \(usual); \(shown) robust deviations "
                        + (score > 0 ? "above" : "below"),
                    "\(sale.words.chinese): 本店通常约 \(usual); " + (score > 0 ? "高出" : "低于") + " \(shown) 个稳健标准差"))
        }
    }

    static func unmade(_ input: AuditInput, _ records: [AuditRecord]) -> [UnmadeCheck] {
        let count = records.count(where: \.isSale)
        guard count < input.settings.amountHistory else { return [] }
        return [
            UnmadeCheck(
                check: .unusualAmount,
                why: Bilingual(
                    "needs \(input.settings.amountHistory) sales to learn a habit from; there are \(count)",
                    "需要至少 \(input.settings.amountHistory) 笔消费; 现有 \(count) 笔"))
        ]
    }

    private static func decimalTenths(_ value: Double) -> String {
        let tenths = Int64((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
