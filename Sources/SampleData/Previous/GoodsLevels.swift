/// What earlier loans were for and how they were sold: text levels with their number of rows as weights.
enum GoodsLevels {
  static let purpose = Levels([
    "XAP": 922_661, "XNA": 677_918, "Repairs": 23_765, "Other": 15_608, "Urgent needs": 8_412,
    "Buying a used car": 2_888, "Building a house or an annex": 2_693, "Everyday expenses": 2_416,
    "Medicine": 2_174, "Payments on other loans": 1_931, "Education": 1_573, "Journey": 1_239,
    "Purchase of electronic equipment": 1_061, "Buying a new car": 1_012, "Wedding / gift / holiday": 962,
    "Buying a home": 865, "Car repairs": 797, "Furniture": 749, "Buying a holiday home / land": 533,
    "Business development": 426, "Gasification / water supply": 300, "Buying a garage": 136, "Hobby": 55,
    "Money for a third person": 25, "Refusal to name the goal": 15,
  ])
  static let category = Levels([
    "XNA": 950_809, "Mobile": 224_708, "Consumer Electronics": 121_576, "Computers": 105_769,
    "Audio/Video": 99_441, "Furniture": 53_656, "Photo / Cinema Equipment": 25_021,
    "Construction Materials": 24_995, "Clothing and Accessories": 23_554, "Auto Accessories": 7_381,
    "Jewelry": 6_290, "Homewares": 5_023, "Medical Supplies": 3_843, "Vehicles": 3_370, "Sport and Leisure": 2_981,
    "Gardening": 2_668, "Other": 2_554, "Office Appliances": 2_333, "Tourism": 1_659, "Medicine": 1_550,
    "Direct Sales": 446, "Fitness": 209, "Additional Service": 128, "Education": 107, "Weapon": 77,
    "Insurance": 64, "House Construction": 1, "Animals": 1,
  ])
  static let industry = Levels([
    "XNA": 855_720, "Consumer electronics": 398_265, "Connectivity": 276_029, "Furniture": 57_849,
    "Construction": 29_781, "Clothing": 23_949, "Industry": 19_194, "Auto technology": 4_990, "Jewelry": 2_709,
    "MLM partners": 1_215, "Tourism": 513,
  ])
  static let product = Levels([
    "Cash": 285_990, "POS household with interest": 263_622, "POS mobile with interest": 220_670,
    "Cash X-Sell: middle": 143_883, "Cash X-Sell: low": 130_248, "Card Street": 112_582,
    "POS industry with interest": 98_833, "POS household without interest": 82_908, "Card X-Sell": 80_582,
    "Cash Street: high": 59_639, "Cash X-Sell: high": 59_301, "Cash Street: middle": 34_658,
    "Cash Street: low": 33_834, "POS mobile without interest": 24_082, "POS other with interest": 23_879,
    "POS industry without interest": 12_602, "POS others without interest": 2_555,
  ])

  static let purposeOfCash = purpose.drawing { $0 != "XAP" }
  static let categoryOfGoods = category.drawing { $0 != "XNA" }
  static let industryOfShop = industry.drawing { $0 != "XNA" }
  static let productOfConsumer = product.drawing { $0.hasPrefix("POS") }
  static let productOfCash = product.drawing { $0.hasPrefix("Cash ") }
  static let productOfCard = product.drawing { $0.hasPrefix("Card") }

  static let notCash = purpose.index("XAP")
  static let noCategory = category.index("XNA")
  static let noIndustry = industry.index("XNA")
  static let unpricedCash = product.index("Cash")
}
