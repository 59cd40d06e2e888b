#pragma once
// Markdown as a piece of HTML, by cmark.

/// The HTML of a text that ends with a zero byte; the caller frees it. Without raw HTML, without pictures from elsewhere
/// (they become links), and with headings from the second level down.
char *carnet_markdown_html(const char *text);
