import Foundation
import Forms
import Language
import Workbench

#if canImport(FoundationXML)
import FoundationXML
#endif

/// What the renderers make of values.
enum Drawn {
  /// Whether a value's HTML can be read by a strict reader and holds no script, and its JSON is JSON.
  static func isSound(_ value: any Value) -> Bool {
    let shown = Shown(value), html = HTMLRenderer().render(shown)
    let isRead = html.isEmpty || XMLParser(data: Data(html.utf8)).parse()
    return isRead && !html.contains("<script") && JSONReader.read(JSONRenderer().render(shown)) != nil
  }
}
