/// The style sheet of the page: for light and dark screens, narrow ones, and paper.
enum DocumentStyle {
  static let sheet = """
    :root { --text: #1b1f24; --weak: #57606a; --page: #ffffff; --line: #d0d7de; --link: #0b5cad;
      color-scheme: light dark; }
    @media (prefers-color-scheme: dark) {
      :root { --text: #e8eaed; --weak: #a3acb7; --page: #15181d; --line: #3a424c; --link: #7ab7ff; }
    }
    * { box-sizing: border-box; }
    html { background: var(--page); color: var(--text); }
    body { margin: 0 auto; max-width: 80rem; padding: 1.5rem 1rem 4rem;
      font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
    h1 { font-size: 1.6rem; line-height: 1.25; overflow-wrap: anywhere; }
    h2 { font-size: 1.2rem; margin-top: 2.5rem; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; }
    dt { color: var(--weak); }
    dd { margin: 0; overflow-wrap: anywhere; }
    nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; }
    a { color: var(--link); }
    .table, pre { overflow-x: auto; }
    table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
    th, td { text-align: left; padding: .2rem .8rem .2rem 0; border-bottom: 1px solid var(--line);
      vertical-align: top; }
    thead th { border-bottom-color: var(--weak); white-space: nowrap; }
    tbody th { font-weight: 600; }
    .number { text-align: right; white-space: nowrap; }
    figure { margin: 1rem 0; }
    figure svg { max-width: 100%; height: auto; }
    figcaption { color: var(--weak); font-size: .9rem; }
    .figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 30rem), 1fr)); gap: 1rem 2rem; }
    .figures figure { margin: 0; }
    :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
    @media print {
      body { max-width: none; padding: 0; font-size: 10pt; }
      figure, tr { break-inside: avoid; }
      .table { overflow: visible; }
      pre { white-space: pre-wrap; }
    }

    """
}
