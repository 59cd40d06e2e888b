/// Text levels of previous_application, with the number of rows of each in the public data set as weights.
enum PreviousLevels {
  static let contract = Levels([
    "Cash loans": 747_553, "Consumer loans": 729_151, "Revolving loans": 193_164, "XNA": 346,
  ])
  static let status = Levels([
    "Approved": 1_036_781, "Canceled": 316_319, "Refused": 290_678, "Unused offer": 26_436,
  ])
  static let weekday = Levels([
    "TUESDAY": 255_118, "WEDNESDAY": 255_010, "MONDAY": 253_557, "FRIDAY": 252_048, "THURSDAY": 249_099,
    "SATURDAY": 240_631, "SUNDAY": 164_751,
  ])
  static let payment = Levels([
    "Cash through the bank": 1_033_552, "XNA": 627_384, "Non-cash from your account": 8_193,
    "Cashless from the account of the employer": 1_085,
  ])
  static let rejection = Levels([
    "XAP": 1_353_093, "HC": 175_231, "LIMIT": 55_680, "SCO": 37_467, "CLIENT": 26_436, "SCOFR": 12_811,
    "XNA": 5_244, "VERIF": 3_535, "SYSTEM": 717,
  ])
  static let rejectionWhenRefused = rejection.drawing { $0 != "XAP" && $0 != "CLIENT" }
  static let paymentOtherwise = payment.drawing { $0.contains("account") }
  static let suite = Levels([
    "Unaccompanied": 508_970, "Family": 213_263, "Spouse, partner": 67_069, "Children": 31_566, "Other_B": 17_624,
    "Other_A": 9_077, "Group of people": 2_240,
  ])
  static let clientType = Levels(["Repeater": 1_231_261, "New": 301_363, "Refreshed": 135_649, "XNA": 1_941])
  static let portfolio = Levels(["POS": 691_011, "Cash": 461_563, "XNA": 372_230, "Cards": 144_985, "Cars": 425])
  static let productType = Levels(["XNA": 1_063_666, "x-sell": 456_287, "walk-in": 150_261])
  static let channel = Levels([
    "Credit and cash offices": 719_968, "Country-wide": 494_690, "Stone": 212_083, "Regional / Local": 108_528,
    "Contact center": 71_297, "AP+ (Cash loan)": 57_046, "Channel of corporate sales": 6_150, "Car dealer": 452,
  ])
  static let yield = Levels([
    "XNA": 517_215, "middle": 385_532, "high": 353_331, "low_normal": 322_095, "low_action": 92_041,
  ])
  static let yieldWhenPriced = yield.drawing { $0 != "XNA" }
  static let channelOfShops = channel.drawing {
    ["Country-wide", "Stone", "Regional / Local", "Car dealer"].contains($0)
  }
  static let channelOfOffices = channel.drawing {
    !["Country-wide", "Stone", "Regional / Local", "Car dealer"].contains($0)
  }

  static let noReason = rejection.index("XAP")
  static let declinedByClient = rejection.index("CLIENT")
  static let viaBank = payment.index("Cash through the bank")
  static let noPayment = payment.index("XNA")
}
