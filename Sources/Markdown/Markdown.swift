import CMarkdown

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Text with the marks of CommonMark.
public enum Markdown {
  /// A piece of HTML: without raw HTML and without pictures from elsewhere, which become links, so that a page with it
  /// asks nobody for anything; its headings begin at the second level.
  public static func html(_ text: String) -> String {
    guard let html = carnet_markdown_html(text.replacing("\0", with: "\u{FFFD}")) else { return "" }
    defer { free(html) }
    return String(cString: html)
  }
}
