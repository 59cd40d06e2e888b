import Language
import Learning
import Statistics

extension LearningError: DescribedError {
  public var code: String { ModelCodes.estimator.code }
  public var message: String { sentence }
  public var notes: [String] { [] }
}

extension StatisticsError: DescribedError {
  public var code: String { ModelCodes.cost.code }
  public var message: String { description }
  public var notes: [String] { [] }
  public var help: String? { nil }
}
