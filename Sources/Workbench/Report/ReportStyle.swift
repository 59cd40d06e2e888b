/// The style sheet of a report: for light and dark screens, narrow ones, and paper. Colours have at least the contrast
/// that WCAG 2.2 asks of text (4.5 to 1).
enum ReportStyle {
  static let sheet = HTMLRenderer.styleSheet + page

  private static let page = """
    :root { --text: #1b1f24; --weak: #57606a; --page: #ffffff; --code: #f4f6f8; --line: #d0d7de; --link: #0b5cad;
      --bad: #a40e26; --warn: #7a4b00; }
    @media (prefers-color-scheme: dark) {
      :root { --text: #e8eaed; --weak: #a3acb7; --page: #15181c; --code: #1f242a; --line: #3a424c; --link: #7ab7ff;
        --bad: #ff8f98; --warn: #f0b95b; }
    }
    * { box-sizing: border-box; }
    html { background: var(--page); color: var(--text); }
    body { margin: 0 auto; max-width: 72rem; padding: 1.5rem 1rem 4rem;
      font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
    h1 { font-size: 1.75rem; line-height: 1.2; overflow-wrap: anywhere; }
    h2.cell { font-size: .8rem; font-weight: 600; color: var(--weak); margin: 1.75rem 0 .25rem; }
    a { color: var(--link); }
    nav { border: 1px solid var(--line); border-radius: 6px; padding: .25rem 1rem; margin: 1rem 0; }
    nav ol { margin: .25rem 0; padding-left: 2rem; columns: 16rem; }
    nav li { overflow-wrap: anywhere; }
    .text { max-width: 46rem; margin-top: 2rem; overflow-wrap: anywhere; }
    pre, code, .hash { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: .875rem; }
    pre.code, .text pre { background: var(--code); border-radius: 6px; margin: 0; padding: .6rem .8rem;
      overflow-x: auto; }
    .output { overflow-x: auto; padding: .25rem 0; }
    .output .carnet { overflow-x: visible; font: inherit; font-size: .9rem; color-scheme: inherit; }
    .carnet .dim, .carnet .note, .carnet .type, .carnet .size, .carnet .omitted, .carnet .null, .carnet .gutter,
    dt { color: var(--weak); }
    .carnet .help, .carnet .accent { color: var(--link); }
    .carnet .diagnostic .error, .carnet .diagnostic .primary { color: var(--bad); }
    .carnet .diagnostic .warning { color: var(--warn); }
    .carnet th, .carnet td { border-bottom: 1px solid var(--line); }
    .carnet thead th { border-bottom: 1px solid var(--weak); }
    header dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; }
    header dd { margin: 0; overflow-wrap: anywhere; }
    footer { margin-top: 3rem; border-top: 1px solid var(--line); }
    footer h2 { font-size: 1rem; }
    :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
    @media print {
      body { max-width: none; padding: 0; font-size: 10pt; }
      article, figure, tr { break-inside: avoid; }
      .output, pre.code { overflow: visible; }
      pre.code { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid var(--line); }
      .carnet th, .carnet td { white-space: normal; padding: .1rem .4rem; }
      .carnet table { font-size: 7.5pt; }
    }

    """
}
