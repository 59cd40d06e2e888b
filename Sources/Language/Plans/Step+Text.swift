import Columns
import Syntax

extension Step {
  /// What a step of this kind is called; the verb that gives it may have another name.
  public var name: String {
    switch operation {
    case .scan: "Scan"
    case .filter: "Filter"
    case .project: "Project"
    case .derive: "Derive"
    case .sort: "Sort"
    case .limit: "Limit"
    case .distinct: "Distinct"
    case .join(let plan): "Join \(plan.kind.rawValue)"
    case .append: "Append"
    case .aggregate: "Aggregate"
    case .cast: "Cast"
    case .replace: "Replace"
    case .pivot: "Pivot"
    case .unpivot: "Unpivot"
    case .local: "Local"
    }
  }

  /// What the step does, in the names of its input's columns; nil where only its stage tells.
  func text(over input: Schema) -> String? {
    func name(_ position: Int) -> String { input.fields[position].name }
    func names(_ positions: [Int]) -> String { positions.map(name).joined(separator: ", ") }
    func sorted(_ columns: [SortColumn]) -> String {
      columns.map { ($0.isDescending ? "-" : "") + name($0.position) }.joined(separator: ", ")
    }
    switch operation {
    case .scan(let scan):
      return ([scan.source] + scan.settings.map { "\($0.name): \($0.text)" }).joined(separator: ", ")
    case .filter(let condition): return condition.text(over: input)
    case .project(let columns):
      return columns.map { name($0.position) == $0.name ? $0.name : "\($0.name) = \(name($0.position))" }
        .joined(separator: ", ")
    case .derive(let items, let keys, let order):
      return items.map(\.text).joined(separator: ", ") + (keys.isEmpty ? "" : " by \(names(keys))")
        + (order.isEmpty ? "" : ", order: \(sorted(order))")
    case .sort(let columns): return sorted(columns)
    case .limit(let count, let fromEnd): return "\(fromEnd ? "last" : "first") \(count)"
    case .distinct(let columns): return names(columns)
    case .join(let plan):
      let keys = zip(plan.leftKeys, plan.rightKeys).map { left, right in
        let (own, other) = (name(left), plan.rightSchema.fields[right].name)
        return own == other ? own : "\(own) == \(other)"
      }
      return "\(plan.rightName.text) on \(keys.joined(separator: ", ")) \(plan.relation.rawValue)"
    case .append(let plan): return plan.belowName.text
    case .aggregate(let items, let keys):
      return items.map(\.text).joined(separator: ", ") + (keys.isEmpty ? "" : " by \(names(keys))")
    case .cast(let plan): return "\(names(plan.columns)) to \(plan.type.rawValue)"
    case .replace(let plan):
      return "\(names(plan.columns)): \(plan.values.map(CellFormat.literal).joined(separator: ", ")) "
        + "by \(CellFormat.literal(plan.with))"
    case .pivot(let plan):
      return "\(name(plan.level)), values: \(name(plan.value))\(plan.function.map { ", agg: \($0.name)" } ?? "") "
        + "by \(names(plan.keys))"
    case .unpivot(let plan): return "\(names(plan.columns)) to \(plan.names), \(plan.values)"
    case .local: return nil
    }
  }
}

extension NamedExpression {
  fileprivate var text: String { source.map { $0.hasPrefix("\(name) =") ? $0 : "\(name) = \($0)" } ?? name }
}

extension TypedExpression {
  /// The expression in the names of columns, without brackets around the whole.
  func text(over input: Schema) -> String {
    let text = meaning { position in input.fields[position].name }
    return text.hasPrefix("(") && text.hasSuffix(")") ? String(text.dropFirst().dropLast()) : text
  }
}
