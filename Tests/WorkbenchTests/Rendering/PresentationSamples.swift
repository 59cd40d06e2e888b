import Columns
import Language

/// What is drawn in the golden files.
enum PresentationSamples {
  static let all: [(name: String, presentation: Presentation)] = [
    ("mixed", mixed.presentation), ("wide", wide.presentation), ("long", long.presentation),
    ("numbers", numbers.presentation), ("texts", texts.presentation), ("empty", empty.presentation),
    ("no-columns", Table([]).presentation), ("evaluation", evaluation),
  ]

  static let mixed = Table(
    [
      ("SK_ID_CURR", Column(ints: [100_002, 100_003, 100_004])),
      ("AMT_CREDIT", Column(floats: [406_597.5, 1_293_502.5, nil])),
      ("EXT_SOURCE_1", Column(floats: [0.083036967391304, nil, 0.5])),
      ("NAME_EDUCATION_TYPE", Column(texts: ["Secondary / secondary special", "Higher education", nil])),
      ("IS_NEW", Column(bools: [true, false, nil])),
      ("OPENED", Column(ints: [19_753, 0, nil], type: .date)),
    ], key: ["SK_ID_CURR"])

  static let wide = Table(
    (0..<126).map { index in
      ("PREV_Refused_AMT_CREDIT_\(index)", Column(floats: [Double(index) / 7, Double(index) * 1000, nil]))
    })

  static let long = Table([
    ("row", Column(ints: (0..<1500).map { Int64($0) })),
    ("square", Column(ints: (0..<1500).map { Int64($0 * $0) })),
    ("share", Column(floats: (0..<1500).map { Double($0) / 1500 })),
    ("label", Column(texts: (0..<1500).map { $0.isMultiple(of: 3) ? "third" : "other" })),
  ])

  static let numbers = Table([
    ("tiny", Column(floats: [1e-7, 1.234_567_89e-12, 0.000_123_456_789])),
    ("amount", Column(floats: [406_597.5, 1_293_502.543_219, -0.5])),
    ("mixed", Column(floats: [599_025.999_71, 0.502_129_8, 1e-9])),
    ("huge", Column(floats: [1e15, 1.797_693_134_862_315_7e308, 123_456_789_012_345])),
    ("whole", Column(floats: [1, 20, -300])),
    ("count", Column(ints: [9_223_372_036_854_775_807, -12_345, 2024])),
    ("nulls", Column(nulls: 3, type: .float)),
  ])

  static let texts = Table([
    ("plain", Column(texts: ["Москва", "a\nb\tc", ""])),
    ("wide", Column(texts: ["日本語のテキスト", "👩‍👩‍👧‍👦 family", "cafe\u{301}"])),
    ("long", Column(texts: [String(repeating: "long text ", count: 30), "\u{1B}[31mred", nil])),
    ("last", Column(ints: [1, 2, 3])),
  ])

  static let empty = Table([("A", Column(nulls: 0, type: .int)), ("B", Column(nulls: 0, type: .text))])

  static let evaluation = Presentation(
    facts: [
      ("AUC", "0.7512"), ("folds", "5, stratified by TARGET"),
      ("features", "DAYS_BIRTH, EXT_SOURCE_1, EXT_SOURCE_2, EXT_SOURCE_3, AMT_CREDIT, AMT_ANNUITY and 91 more"),
    ],
    tables: [("By fold", Table([("fold", Column(ints: [1, 2])), ("auc", Column(floats: [0.7501, 0.752]))]))],
    preview: { _ in ["1 │   ▄▄██", "0 │▄██   ", "  └──────"] })
}
