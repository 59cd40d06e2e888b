import Diagnostics
import Language
import Learning
import Statistics

extension LearningError: DescribedError {
  /// An estimator that is called wrongly.
  public var code: DiagnosticCode { ModelCodes.estimator }
  /// The sentence.
  public var message: String { sentence }
  /// There are none.
  public var notes: [String] { [] }
}

extension StatisticsError: DescribedError {
  /// A cost that has no value.
  public var code: DiagnosticCode { ModelCodes.cost }
  /// The sentence, with its row.
  public var message: String { description }
  /// There are none.
  public var notes: [String] { [] }
  /// Nothing can be said in general.
  public var help: String? { nil }
}
