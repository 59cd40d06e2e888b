/// A model in the form in which its library's own programs read it.
public struct NativeModel: Sendable {
  /// What the file is called by custom: `model.lgb`.
  public let fileName: String
  /// The bytes of the file.
  public let bytes: [UInt8]
  /// What the file calls each feature, in the order of the model's features: libraries refuse some names.
  public let featureNames: [String]
}
