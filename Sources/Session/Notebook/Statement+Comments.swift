import Kernels
import Syntax

extension Statement {
  /// XXH64 of the canonical text without comments: the same for statements that mean the same.
  var contentHash: UInt64 { XXH64.hash(withoutComments.canonicalText) }

  private var withoutComments: Statement {
    var kind = kind
    switch kind {
    case .pipeline(let binding, var pipeline):
      pipeline.stages = pipeline.stages.map(\.withoutComments)
      kind = .pipeline(binding: binding, pipeline)
    case .definition(var definition):
      definition.stages = definition.stages.map(\.withoutComments)
      kind = .definition(definition)
    default: break
    }
    return Statement(kind, span: span)
  }

  /// The statement with further stages at its end, or nil where it is no pipeline.
  func extended(by stages: [Stage]) -> Statement? {
    guard case .pipeline(let binding, var pipeline) = kind else { return nil }
    var extended = self
    // The comment at the end of the statement now stands at the end of an inner stage.
    if let comment = trailingComment, let last = pipeline.stages.indices.last {
      pipeline.stages[last].trailingComment = comment
      extended.trailingComment = nil
    }
    pipeline.stages += stages
    extended.kind = .pipeline(binding: binding, pipeline)
    return extended
  }
}

extension Stage {
  fileprivate var withoutComments: Stage {
    var stage = self
    (stage.leadingComments, stage.trailingComment, stage.closingComments) = ([], nil, [])
    stage.arguments = arguments.map(\.withoutComments)
    stage.by = by?.map(\.withoutComments)
    return stage
  }
}

extension Item {
  fileprivate var withoutComments: Item {
    var item = self
    (item.leadingComments, item.trailingComment) = ([], nil)
    return item
  }
}
