/// bureau_balance: the state of a bureau credit month by month, the latest month first.
enum BureauBalanceTable {
  static let columns = ["SK_ID_BUREAU", "MONTHS_BALANCE", "STATUS"]

  private static let maximalMonths = 97
  private static let closed = UInt8(ascii: "C")
  private static let unknown = UInt8(ascii: "X")
  private static let onTime = UInt8(ascii: "0")
  private static let worst = UInt8(ascii: "5")

  /// Whether the bureau keeps monthly states of this client's credits: so for 45 % of the credits.
  static func isKept(random: inout KeyedRandom) -> Bool { random.chance(0.45) }

  /// Appends the months of one credit. `states` is scratch memory that callers reuse.
  static func append(
    _ credit: BureauCredit, of client: Client, random: inout KeyedRandom, states: inout [UInt8],
    to csv: inout CSVBuffer
  ) {
    let sinceOpening = credit.openedDaysAgo / 30 + 1
    let months = min(sinceOpening, maximalMonths)
    let running = months - min((credit.closedDaysAgo ?? -30) / 30 + 1, months)
    fill(&states, running: running, closed: months - running, client: client, random: &random)
    // Some lenders stop reporting: the newest months are then absent.
    let newest = random.chance(0.2) ? random.below(months) : 0
    for month in newest..<months {
      csv.integer(credit.id)
      csv.integer(-month)
      csv.character(states[months - 1 - month])
      csv.endRow()
    }
  }

  /// Fills `states`, the oldest month first: `running` months that step between on time, late and unknown, then C.
  private static func fill(
    _ states: inout [UInt8], running: Int, closed closedMonths: Int, client: Client, random: inout KeyedRandom
  ) {
    states.removeAll(keepingCapacity: true)
    let lateness = 0.011 * PortableMath.exp(-0.6 * client.discipline)
    let unknownShare = random.chance(0.36) ? 0.85 : 0.08
    var current = onTime
    for _ in 0..<running {
      let draw = random.unit()
      if current > onTime, current <= worst {
        // A late payer catches up, stays in the class, or slips one further; from three months on few catch up.
        let catchesUp = current < onTime + 3 ? 0.62 : 0.12
        current = draw < catchesUp ? onTime : draw < catchesUp + 0.1 || current == worst ? current : current + 1
      } else if draw < lateness {
        current = onTime + 1
      } else {
        current = draw > 1 - unknownShare ? unknown : onTime
      }
      states.append(current)
    }
    let isUnknownAfter = random.chance(0.06)
    for _ in 0..<closedMonths { states.append(isUnknownAfter ? unknown : closed) }
  }
}
