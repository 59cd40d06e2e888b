extension HTMLRenderer {
  /// A style sheet for a page that has none of its own, for light and dark screens and for paper. All of its rules
  /// begin with the class `carnet`.
  public static let styleSheet = """
    .carnet { font: 15px/1.5 system-ui, sans-serif; overflow-x: auto; color-scheme: light dark; }
    .carnet section { margin: 1em 0; }
    .carnet p, .carnet h3 { margin: 0.2em 0; }
    .carnet .dim, .carnet .note, .carnet .type, .carnet .size, .carnet .omitted, .carnet .null, .carnet dt,
    .carnet .gutter { color: GrayText; }
    .carnet .help, .carnet .accent { color: LinkText; }
    .carnet pre { font: 13px/1.4 ui-monospace, monospace; margin: 0.5em 0; }
    .carnet .facts { display: grid; grid-template-columns: max-content 1fr; gap: 0.1em 1em; }
    .carnet dd { margin: 0; white-space: pre-line; }
    .carnet table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
    .carnet th, .carnet td { padding: 0.15em 0.8em; text-align: left; white-space: pre; vertical-align: bottom; }
    .carnet thead th { border-bottom: 1px solid; white-space: nowrap; }
    .carnet tbody th { font-weight: normal; }
    .carnet .number { text-align: right; }
    .carnet .type { display: block; font-weight: normal; }
    .carnet .chart { margin: 0; }
    .carnet .chart svg { max-width: 100%; height: auto; }
    .carnet .diagnostic .error, .carnet .diagnostic .primary { color: #c62828; font-weight: bold; }
    .carnet .diagnostic .warning { color: #b26a00; font-weight: bold; }
    .carnet .diagnostic .message { font-weight: bold; }

    """
}
