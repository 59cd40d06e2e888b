/// How the verb or the function at the cursor is called, and what the argument is for that the cursor stands in.
public struct SignatureHint: Sendable, Equatable {
  /// A part of the usage.
  public struct Piece: Sendable, Equatable {
    /// What is written.
    public let text: String
    /// Whether the cursor stands in it.
    public let isCurrent: Bool
  }

  /// The usage, of which one part may be the argument at the cursor.
  public let pieces: [Piece]
  /// The name of the argument at the cursor; nil where there is none.
  public let argument: String?
  /// What that argument is for.
  public let explanation: String

  /// The usage with the argument that is called so.
  init(_ pieces: [UsagePiece], current: ParameterInfo?, explanation: String) {
    self.pieces = pieces.map { Piece(text: $0.text, isCurrent: current != nil && $0.parameter == current?.name) }
    (argument, self.explanation) = (current?.name, explanation)
  }
}

/// A part of a usage, and the parameter that it tells of.
struct UsagePiece {
  let text: String
  var parameter: String?
}

extension Completer {
  /// The hint for a text that breaks off in a call or behind a verb; nil anywhere else.
  public func hint(of text: String) -> SignatureHint? {
    guard case .argument(let stage) = site(of: text).place else { return nil }
    return stage.call.flatMap(hint) ?? catalog[stage.verb].map { hint($0.signature, stage) }
  }

  private func hint(_ call: StageSite.CallSite) -> SignatureHint? {
    guard let topic = catalog.topics.first(where: { $0.name == call.name }) else { return nil }
    guard let signature = topic.signature else {
      let text = topic.labels.first { $0.name == call.label }?.text ?? topic.summary
      return SignatureHint([UsagePiece(text: topic.usage)], current: nil, explanation: text)
    }
    let labelled = call.label.flatMap { label in signature.labelled.first { $0.name == label } }
    let current = call.label == nil ? signature.parameter(at: call.index) : labelled
    let text = current?.explanation ?? topic.summary
    return SignatureHint(signature.usagePieces(of: signature.labelled), current: current, explanation: text)
  }

  private func hint(_ signature: Signature, _ stage: StageSite) -> SignatureHint {
    let option = stage.option.flatMap { label in signature.options.first { $0.name == label } }
    let current = option ?? place(signature, stage)
    // Where there are many options, those that must be written and the one at the cursor.
    let isLong = signature.usage.count > Signature.messageWidth
    let options = signature.options.filter { !isLong || $0.isRequired || $0.name == current?.name }
    let rest = options.count < signature.options.count ? [UsagePiece(text: "[, …]")] : []
    let text = current.map { "\($0.typeName.prefix(1).uppercased())\($0.typeName.dropFirst()). \($0.documentation)" }
    return SignatureHint(
      signature.usagePieces(of: options) + rest, current: current,
      explanation: text ?? catalog[signature.name]?.summary ?? "")
  }

  private func place(_ signature: Signature, _ stage: StageSite) -> ParameterInfo? {
    guard stage.labels.isEmpty, !stage.isGrouped, !stage.isKeyed else { return nil }
    let places = signature.positional
    return stage.index < places.count ? places[stage.index] : places.last(where: \.isRest)
  }
}
