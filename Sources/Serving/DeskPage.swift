/// The page for the person who decides: one text that asks nobody for anything but this service.
enum DeskPage {
  static let bytes = Array(text.utf8)

  static let text = #"""
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Carnet: decide on a client</title>
    <link rel="icon" href="data:,">
    <style>
    :root {
      --ground: #f5f6f8; --card: #fff; --text: #1b2330; --muted: #545e6c; --line: #d8dde4; --edge: #717b89;
      --accent: #1b5aa6; --on-accent: #fff; --refuse: #9a2d1b; --refuse-ground: #fcf0ed; --grant: #1a663b;
      --grant-ground: #edf7f0; --note-ground: #fdf6e3; --note: #6b4e00; --up: #b3471d; --down: #2266a8; --rest: #6b7482;
      --bars: #7086a6; --mark: #9a2d6b;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --ground: #12161c; --card: #1a2028; --text: #e6eaf0; --muted: #a9b3c0; --line: #333c48; --edge: #8590a0;
        --accent: #8ab8f5; --on-accent: #0d1520; --refuse: #ffa18c; --refuse-ground: #33201c; --grant: #86d6a3;
        --grant-ground: #1a2e22; --note-ground: #2e2817; --note: #ecca7a; --up: #f0936b; --down: #74aeea;
        --rest: #97a1af; --bars: #6d86a6; --mark: #f29bd0;
      }
    }
    * { box-sizing: border-box; }
    html { scroll-padding: 1rem 0 7rem; }
    body {
      margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif;
      font-variant-numeric: tabular-nums; overflow-wrap: break-word;
    }
    [hidden] { display: none !important; }
    header, main, footer { max-width: 84rem; margin: 0 auto; padding: 0 1rem; }
    header { padding-top: 1rem; display: flex; flex-wrap: wrap; gap: .5rem 2rem; align-items: end; }
    header h1 { flex: 1 1 auto; margin: 0; }
    h1 { font-size: 1.375rem; line-height: 1.3; }
    h2 { font-size: 1.125rem; line-height: 1.3; margin: 0 0 .75rem; }
    h3 { font-size: 1rem; margin: 1rem 0 .375rem; }
    p { margin: 0 0 .625rem; max-width: 70ch; }
    a { color: var(--accent); }
    .desk { display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr); margin-top: 1rem; }
    section {
      background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; min-width: 0;
    }
    #start { margin-top: 1rem; } #token-form .row { margin-top: .5rem; }
    .rest, .side { display: grid; gap: 1rem; align-content: start; min-width: 0; }
    @media (min-width: 60rem) {
      .desk {
        grid-template-columns: minmax(0, 5fr) minmax(0, 7fr); grid-template-rows: auto auto 1fr auto;
        grid-template-areas: "lookup decision" "side decision" "side rest" "compare compare";
      }
      .desk.anonymous { grid-template-areas: "side decision" "side rest" "side rest" "compare compare"; }
      #lookup { grid-area: lookup; } #decision { grid-area: decision; align-self: start; } .side { grid-area: side; }
      .rest { grid-area: rest; } #compare { grid-area: compare; }
      /* Before there is a score the model's card takes the empty place. */
      .desk:not(.scored) .side { display: contents; } .desk:not(.scored) .rest { display: none; }
      .desk:not(.scored) #application { grid-area: side; }
      .desk:not(.scored) #card { grid-area: rest; align-self: start; }
    }
    @media (max-width: 59.99rem) {
      .side { display: contents; } #card { order: 1; } #compare { order: 2; }
    }
    .skip { position: absolute; left: -99rem; }
    .skip:focus { left: 1rem; top: .25rem; background: var(--card); padding: .5rem; z-index: 3; }
    .unseen {
      position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
    }
    :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
    label, legend, .label { font-weight: 600; display: block; }
    input, select, button {
      font: inherit; color: inherit; min-height: 2.5rem; padding: .3125rem .625rem; border-radius: .375rem;
      border: 1px solid var(--edge); background: var(--card); max-width: 100%;
    }
    input, select { width: 100%; font-variant-numeric: tabular-nums; }
    input[type=checkbox] {
      width: 1.25rem; min-height: 1.25rem; height: 1.25rem; vertical-align: -.25rem; margin: 0 .375rem 0 0;
    }
    button { cursor: pointer; border-color: var(--accent); color: var(--accent); font-weight: 600; }
    button.main { background: var(--accent); color: var(--on-accent); }
    button.slim { min-height: 2rem; padding: .125rem .625rem; white-space: nowrap; }
    .row { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; }
    .row { margin-bottom: .5rem; } .row > .grow { flex: 1 1 11rem; }
    .hint, small { color: var(--muted); font-size: .875rem; line-height: 1.4; }
    .hint { display: block; margin-top: .25rem; }
    code, pre { font: .875rem/1.45 ui-monospace, monospace; overflow-wrap: anywhere; white-space: pre-wrap; }
    .fields {
      display: grid; gap: .875rem 1rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 14rem), 1fr));
    }
    .field input + input, .field select + input { margin-top: .375rem; }
    .field.changed { border-left: 3px solid var(--accent); padding-left: .5rem; }
    [aria-invalid=true] { border: 2px solid var(--refuse); }
    .fault { color: var(--refuse); font-size: .875rem; font-weight: 600; display: block; }
    details { margin-top: 1rem; }
    summary { cursor: pointer; font-weight: 600; padding: .25rem 0; color: var(--accent); }
    details > summary + * { margin-top: .5rem; }
    .trouble, .note { border-left: 4px solid var(--refuse); padding: .625rem .875rem; margin: .75rem 0; }
    .trouble { background: var(--refuse-ground); }
    .trouble h3 { margin: 0 0 .25rem; color: var(--refuse); }
    .trouble p:last-child, .trouble ul { margin-bottom: 0; }
    .note { background: var(--note-ground); border-color: var(--note); }
    .note h3 { margin: 0 0 .25rem; color: var(--note); }
    ul { margin: 0; padding-left: 1.25rem; }
    .verdict { border-left: 6px solid var(--edge); padding: .75rem 1rem; margin-bottom: .75rem; }
    .verdict.refuse { border-color: var(--refuse); background: var(--refuse-ground); }
    .verdict.grant { border-color: var(--grant); background: var(--grant-ground); }
    .verdict strong { font-size: 1.5rem; line-height: 1.3; display: block; }
    .refuse > strong, .refuse-text { color: var(--refuse); } .grant > strong, .grant-text { color: var(--grant); }
    .refuse-text, .grant-text { font-weight: 600; white-space: nowrap; }
    .verdict p { margin: .25rem 0 0; }
    .bar {
      position: sticky; bottom: 0; background: var(--card); border-top: 1px solid var(--line); margin: 1rem -1rem -1rem;
      padding: .5rem 1rem; border-radius: 0 0 .5rem .5rem; display: flex; flex-wrap: wrap; gap: .25rem .5rem;
      align-items: center; z-index: 2;
    }
    .bar > :first-child { flex: 1 1 12rem; }
    @media (min-width: 60rem) { .bar > :first-child { flex-basis: 20rem; } }
    table { border-collapse: collapse; width: 100%; }
    caption { text-align: left; color: var(--muted); font-size: .875rem; padding-bottom: .25rem; }
    th, td {
      text-align: left; vertical-align: top; padding: .375rem .75rem .375rem 0; border-bottom: 1px solid var(--line);
    }
    th:last-child, td:last-child { padding-right: 0; }
    thead th { color: var(--muted); font-size: .875rem; }
    tbody th { font-weight: 500; }
    .number { text-align: right; white-space: nowrap; }
    .stack td small, .stack th small { display: block; }
    tr.differs td { font-weight: 600; }
    tr.differs small, tr.differs td small { font-weight: 400; }
    svg { display: block; width: 100%; font: 13px system-ui, sans-serif; font-variant-numeric: tabular-nums; }
    svg text { fill: var(--text); paint-order: stroke; stroke: var(--card); stroke-width: 3px; }
    svg .quiet { fill: var(--muted); }
    .up { fill: var(--up); } .down { fill: var(--down); } .rests { fill: var(--rest); } .bars { fill: var(--bars); }
    .axis { stroke: var(--line); } .link { stroke: var(--edge); } .here { stroke: var(--mark); stroke-width: 2; }
    .dot { fill: var(--bars); } .client { fill: var(--mark); stroke: var(--card); stroke-width: 2; }
    svg text.client-text { fill: var(--mark); font-weight: 600; }
    @media (max-width: 40rem) {
      .narrow thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
      .narrow tr { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: .125rem .75rem;
        padding: .5rem 0; border-bottom: 1px solid var(--line); }
      .narrow th, .narrow td { border: 0; padding: 0; text-align: left; white-space: normal; }
      .narrow tbody th { grid-column: 1 / -1; font-weight: 600; }
      .narrow td[data-head]::before { content: attr(data-head) " "; color: var(--muted); font-size: .875rem;
        display: block; font-weight: 400; }
    }
    @media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
    footer { padding-top: 1rem; padding-bottom: 2rem; color: var(--muted); font-size: .875rem; }
    </style>
    </head>
    <body>
    <a class="skip" id="skip" href="#decision" hidden>To the decision</a>
    <header>
      <h1>Decide on a client</h1>
      <div id="model-choice" hidden><label for="model">Model</label><select id="model"></select></div>
    </header>
    <main>
      <section id="start" aria-labelledby="start-title">
        <h2 id="start-title">Starting</h2>
        <p id="start-text">The service is being asked for its model.</p>
        <form id="token-form" hidden>
          <label for="token">Access token</label>
          <span class="hint" id="token-hint">Whoever runs the service has it. This page keeps it only until it is
            closed or loaded again.</span>
          <div class="row">
            <div class="grow">
              <input id="token" type="password" autocomplete="off" aria-describedby="start-text token-hint"></div>
            <button class="main">Go on</button>
          </div>
        </form>
        <div id="start-trouble"></div>
      </section>
      <div id="desk" class="desk">
        <section id="lookup" aria-labelledby="lookup-title" hidden>
          <h2 id="lookup-title">Look a client up</h2>
          <form id="lookup-form" class="row">
            <div class="grow"><label for="id">Number of the client <small id="key-name"></small></label>
              <input id="id" list="ids" autocomplete="off" inputmode="search" aria-describedby="lookup-hint"></div>
            <button class="main">Look up</button>
          </form>
          <span class="hint" id="lookup-hint"></span>
          <datalist id="ids"></datalist>
          <div id="lookup-trouble"></div>
        </section>
        <section id="decision" aria-labelledby="decision-title" tabindex="-1" hidden>
          <h2 id="decision-title">The decision</h2>
          <div id="verdict"><p>No decision yet.
            <span class="of-clients">Look a client up, or</span><span class="of-none">To get one,</span>
            fill the form in and press “Score”.</p></div>
          <div id="decision-trouble"></div>
          <div id="findings"></div>
          <details id="other-threshold">
            <summary>Another threshold</summary>
            <label for="threshold">Refuse from a score of, in percent</label>
            <input id="threshold" inputmode="decimal" autocomplete="off"
              aria-describedby="threshold-hint threshold-fault">
            <span class="hint" id="threshold-hint"></span>
            <span class="fault" id="threshold-fault"></span>
          </details>
        </section>
        <div class="side">
          <section id="application" aria-labelledby="application-title" hidden>
            <h2 id="application-title">The application</h2>
            <p id="application-text"></p>
            <form id="fields-form" novalidate>
              <div id="form-trouble"></div>
              <div id="fields"></div>
              <div class="bar">
                <span id="bar-text">Not scored yet.</span>
                <button class="main" id="score">Score</button>
                <button type="button" id="undo" hidden>Undo the changes</button>
                <button type="button" id="empty" hidden>Empty form</button>
              </div>
            </form>
          </section>
          <section id="card" aria-labelledby="card-title" hidden>
            <h2 id="card-title">The model, and what its decisions cost</h2>
            <div id="card-body"></div>
          </section>
        </div>
        <div class="rest">
          <section id="reasons" aria-labelledby="reasons-title" hidden>
            <h2 id="reasons-title">The reasons</h2>
            <div id="reasons-trouble"></div>
            <div id="reasons-body"></div>
          </section>
          <section id="crossings" aria-labelledby="crossings-title" hidden>
            <h2 id="crossings-title">What would change the decision</h2>
            <div id="crossings-trouble"></div>
            <div id="crossings-body"></div>
          </section>
          <section id="standing" aria-labelledby="standing-title" hidden>
            <h2 id="standing-title">Among the other clients</h2>
            <div class="row">
              <div class="grow"><label for="feature">Of these values</label><select id="feature"></select></div>
              <div class="grow"><label for="versus">Together with</label><select id="versus"></select></div>
            </div>
            <div id="standing-trouble"></div>
            <div id="standing-body"></div>
          </section>
        </div>
        <section id="compare" aria-labelledby="compare-title" hidden>
          <h2 id="compare-title">Compare two clients</h2>
          <form id="compare-form" class="row">
            <div class="grow"><label for="first">First client</label>
              <input id="first" list="first-ids" autocomplete="off" inputmode="search">
              <datalist id="first-ids"></datalist></div>
            <div class="grow"><label for="second">Second client</label>
              <input id="second" list="second-ids" autocomplete="off" inputmode="search">
              <datalist id="second-ids"></datalist></div>
            <button class="main">Compare</button>
          </form>
          <div id="compare-trouble"></div>
          <div id="compare-body"></div>
        </section>
      </div>
    </main>
    <footer>A score is what the model makes of these values. This page asks no other place than this service.</footer>
    <div id="status" role="status" class="unseen"></div>
    <script>
    'use strict';
    const at = id => document.getElementById(id);
    const state = {
      token: '', model: '', card: null, features: [], byName: new Map(), controls: new Map(), hasClients: false,
      client: null, first: null, last: null, contributions: [], scored: false, turn: 0, threshold: undefined,
      explains: true,
    };
    let waiting = 0;

    // Elements and texts

    function make(name, properties = {}, ...children) {
      const element = document.createElement(name);
      for (const [key, value] of Object.entries(properties)) {
        if (value === undefined || value === null || value === false) continue;
        if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
        else element.setAttribute(key, value === true ? '' : value);
      }
      element.append(...children.filter(child => child !== null && child !== undefined));
      return element;
    }

    function draw(name, attributes = {}, ...children) {
      const element = document.createElementNS('http://www.w3.org/2000/svg', name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      element.append(...children);
      return element;
    }

    const THIN = '\u202f', MINUS = '\u2212';

    /** A number to read: groups of three by thin spaces, and no more digits than tell something. */
    function plain(value) {
      if (value === null || value === undefined || value === '') return 'not known';
      if (typeof value === 'boolean') return value ? 'yes' : 'no';
      if (typeof value !== 'number') return String(value);
      const size = Math.abs(value);
      let text;
      if (Number.isInteger(value) && size < 1e15) text = String(size);
      else if (size >= 1e15 || (size < 1e-4 && size > 0)) text = size.toExponential(3);
      else if (size >= 1000) text = size.toFixed(2).replace(/\.?0+$/, '');
      else text = String(Number(size.toPrecision(4)));
      return (value < 0 ? MINUS : '') + groups(text);
    }

    function groups(text) {
      const [whole, fraction] = text.split('.');
      const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, THIN) : whole;
      return fraction === undefined ? grouped : grouped + '.' + fraction;
    }

    const signed = value => (value < 0 ? MINUS : '+') + Math.abs(value).toFixed(Math.abs(value) < 0.1 ? 3 : 2);

    /** A share in percent, with three digits that count. */
    function percent(share) {
      const value = share * 100;
      if (value > 0 && value < 0.001) return 'below 0.001' + THIN + '%';
      const digits = value >= 99.9 ? 3 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
      return value.toFixed(digits) + THIN + '%';
    }

    const WORDS = { AMT: 'amount', CNT: 'number of', AVG: 'average', MEDI: 'median', PCT: 'percent', NUM: 'number' };

    /** The name of a column as words; the name itself stands beside it wherever there is room. */
    function words(name) {
      const parts = name.split('_').filter(part => part);
      const first = parts[0] === 'NAME' && parts.length > 1 ? parts.slice(1) : parts;
      const lower = part => part === part.toUpperCase() ? part.toLowerCase() : part;
      const text = first.map(part => WORDS[part] ?? lower(part)).join(' ');
      return text.charAt(0).toUpperCase() + text.slice(1);
    }

    /** Days that are counted back from the application, in years. */
    function years(name, value) {
      if (!name.startsWith('DAYS_') || typeof value !== 'number' || value > -400 || value < -60000) return '';
      return `${(-value / 365.25).toFixed(1)} years before`;
    }

    const decided = decision => decision === 'refuse' ? 'Refused' : decision === 'grant' ? 'Granted' : 'No decision';
    const badge = decision => make('span', { class: decision ? decision + '-text' : null },
      (decision === 'refuse' ? '✕ ' : decision === 'grant' ? '✓ ' : '') + decided(decision));
    const say = text => { at('status').textContent = text; };

    // The service

    /** Why the service did not answer as one wished. */
    class Trouble extends Error {
      constructor(problem) {
        super(problem.detail || problem.title);
        this.status = problem.status;
        this.title = problem.title;
        this.faults = problem.faults || [];
      }
    }

    async function ask(path, query = {}, body, signal) {
      const wanted = Object.entries(query).filter(pair => pair[1] !== undefined && pair[1] !== '');
      const address = path + (wanted.length ? '?' + new URLSearchParams(wanted) : '');
      const options = { method: body === undefined ? 'GET' : 'POST', headers: {}, signal, cache: 'no-store' };
      if (state.token) options.headers.Authorization = 'Bearer ' + state.token;
      if (body !== undefined) {
        options.headers['Content-Type'] = 'application/json';
        options.body = JSON.stringify(body);
      }
      let response, text;
      try {
        response = await fetch(address, options);
        text = await response.text();
      } catch (error) {
        if (error.name === 'AbortError') throw error;
        throw new Trouble({
          status: 0, title: 'The service cannot be reached',
          detail: 'Nothing came back. See whether the service runs and the network is there, and try again.',
        });
      }
      let answer = null;
      try { answer = JSON.parse(text); } catch { /* Told below, by the status. */ }
      if (response.ok && answer !== null) return answer;
      throw new Trouble(answer && answer.title ? answer : {
        status: response.status, title: 'An answer that this page cannot read',
        detail: `The service answered with the status ${response.status}.`,
      });
    }

    const clientPath = (place, id) => `/${place}/${encodeURIComponent(id)}`;
    const ofModel = (more = {}) => ({ model: state.model, ...more });
    const decisive = (more = {}) => ofModel({ threshold: state.threshold, ...more });
    const pause = milliseconds => new Promise(done => setTimeout(done, milliseconds));

    const ADVICE = {
      404: 'See whether the number is right.',
      413: 'The form is too large for the service.',
      429: 'Many are asking at this moment. Try again in a few seconds.',
      503: 'The model is being loaded, or the record of predictions cannot be written. Try again in a few seconds.',
    };

    /** Shows at a place what went wrong there; who asked for it by hand is led to it. */
    function show(place, error, isAsked, again) {
      if (error.name === 'AbortError') return;
      if (!(error instanceof Trouble)) throw error;
      if (error.status === 401) return wantToken(again);
      const box = make('div', { class: 'trouble', role: isAsked ? null : 'alert', tabindex: '-1' },
        make('h3', {}, error.title), make('p', {}, error.message));
      if (ADVICE[error.status]) box.append(make('p', {}, ADVICE[error.status]));
      const [first, more] = [error.faults.slice(0, 8), error.faults.slice(8)];
      if (first.length) box.append(make('ul', {}, ...first.map(faultLine)));
      if (more.length) {
        box.append(make('details', {}, make('summary', {}, `${more.length} more`),
          make('ul', {}, ...more.map(faultLine))));
      }
      if (again && ![404, 422].includes(error.status)) {
        box.append(make('button', { type: 'button', class: 'slim', onclick: again }, 'Try again'));
      }
      at(place).replaceChildren(box);
      if (isAsked) box.focus();
    }

    function faultLine(fault) {
      const control = state.controls.get(fault.field);
      const link = control && make('a', { href: '#' + control.input.id, onclick: event => {
        event.preventDefault();
        reveal(fault.field);
      } }, words(fault.field));
      return make('li', {}, link ?? words(fault.field), ': ' + expectation(fault));
    }

    const expectation = ({ value, expected }) => 'expected is ' + expected.replace(/: the field is missing$/, '')
      + (value === undefined || value === null ? '' : `, and it says “${value}”`) + '.';

    function reveal(name) {
      const control = state.controls.get(name);
      control.box.closest('details')?.setAttribute('open', '');
      control.input.focus();
    }

    function wantToken(again) {
      state.again = again;
      at('start').hidden = false;
      at('start-title').textContent = 'A token is wanted';
      at('start-text').textContent = state.token
        ? 'The service does not take this token.' : 'The service answers only who has its token.';
      at('token-form').hidden = false;
      at('token').focus();
    }

    at('token-form').addEventListener('submit', event => {
      event.preventDefault();
      state.token = at('token').value.trim();
      at('token').value = '';
      for (const box of document.querySelectorAll('.trouble')) box.remove();
      (state.again || begin)();
    });

    // The start

    async function begin() {
      at('start-trouble').replaceChildren();
      try {
        const ready = await untilReady();
        at('model').replaceChildren(...ready.models.map(name => make('option', { value: name }, name)));
        at('model-choice').hidden = ready.models.length < 2;
        if (!ready.models.includes(state.model)) state.model = ready.models[0];
        await takeModel();
        await takeClients(ready);
        at('start').hidden = true;
        at('token-form').hidden = true;
        for (const id of ['skip', 'decision', 'application', 'card']) at(id).hidden = false;
        startEmpty(false);
        (state.hasClients ? at('id') : at('application-title')).focus({ preventScroll: true });
        document.title = `Carnet: decide on a client (${state.model})`;
      } catch (error) {
        at('start').hidden = false;
        show('start-trouble', error, false, begin);
      }
    }

    async function untilReady() {
      for (let tries = 0; ; tries += 1) {
        try {
          return await ask('/ready');
        } catch (error) {
          if (error.status !== 503 || tries > 120) throw error;
          at('start-text').textContent = 'The model is being loaded; this page goes on by itself.';
          await pause(1000);
        }
      }
    }

    async function takeModel() {
      useThreshold('');
      const [card, shown] = await Promise.all([ask('/model', ofModel()), ask('/features', ofModel())]);
      state.card = card;
      state.features = shown.features;
      state.byName = new Map(shown.features.map(feature => [feature.name, feature]));
      state.weights = await generalWeights();
      at('threshold-hint').textContent = typeof card.cut === 'number'
        ? `Empty: the threshold of the model, ${percent(card.cut)}.` : 'The model has none of its own.';
      showCard();
    }

    /** Takes a threshold that was typed in, in percent; says whether it is one. */
    function useThreshold(text) {
      const value = text === '' ? undefined : Number(text.replace(',', '.').replace(/[\s%]/g, '')) / 100;
      const isOne = value === undefined || (value >= 0 && value <= 1);
      at('threshold-fault').textContent = isOne ? '' : 'Expected is a number from 0 to 100.';
      at('threshold').setAttribute('aria-invalid', String(!isOne));
      if (text === '') at('threshold').value = '';
      if (isOne) state.threshold = value;
      return isOne;
    }

    at('threshold').addEventListener('input', () => {
      if (!useThreshold(at('threshold').value.trim()) || !state.scored) return;
      clearTimeout(waiting);
      waiting = setTimeout(() => rescore(false), 350);
    });

    async function takeClients(ready) {
      state.hasClients = ready.clients !== false;
      let known = null;
      try {
        if (state.hasClients) known = await ask('/clients', { most: 1 });
      } catch (error) {
        if (error.status !== 404) throw error;
        state.hasClients = false;
      }
      at('lookup').hidden = at('compare').hidden = !state.hasClients;
      at('desk').classList.toggle('anonymous', !state.hasClients);
      for (const element of document.querySelectorAll('.of-clients')) element.hidden = !state.hasClients;
      for (const element of document.querySelectorAll('.of-none')) element.hidden = state.hasClients;
      if (known) {
        at('key-name').textContent = known.key;
        at('lookup-hint').textContent = `${groups(String(known.count))} clients are known, such as `
          + `${known.ids[0] ?? '—'}. Numbers are offered while you type.`;
      }
    }

    /** How much each field moves scores in general: over made-up rows within what training saw. */
    async function generalWeights() {
      let seed = 42;
      const next = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
      const rows = Array.from({ length: 40 }, () => Object.fromEntries(state.features.map(feature =>
        [feature.name, next() < feature.null_share ? null : madeUp(feature, next())])));
      try {
        const answer = await ask('/explain', ofModel(), rows);
        state.explains = true;
        return weigh(answer.explanations.flatMap(explanation => explanation.contributions));
      } catch (error) {
        // Without an explanation the fields stay as the model has them.
        if (error.status === 401 || error.status === 0) throw error;
        state.explains = error.title !== 'No reasons';
        return new Map();
      }
    }

    function madeUp(feature, share) {
      if (feature.levels && feature.levels.length) {
        return feature.levels[Math.min(feature.levels.length - 1, Math.floor(share * feature.levels.length))];
      }
      if (feature.low !== undefined && ['int', 'float'].includes(feature.type)) {
        const value = feature.low + share * (feature.high - feature.low);
        return feature.type === 'int' ? Math.round(value) : value;
      }
      return { bool: share < 0.5, text: '', date: '2024-01-31', datetime: '2024-01-31T12:00:00' }[feature.type] ?? 0;
    }

    function weigh(contributions) {
      const weights = new Map();
      for (const { feature, contribution } of contributions) {
        const name = fieldOf(feature);
        weights.set(name, (weights.get(name) || 0) + Math.abs(contribution));
      }
      return weights;
    }

    /** The field that a feature of the model was made from: itself, or the start of its name. */
    function fieldOf(feature) {
      if (state.byName.has(feature)) return feature;
      for (let end = feature.lastIndexOf('_'); end > 0; end = feature.lastIndexOf('_', end - 1)) {
        if (state.byName.has(feature.slice(0, end))) return feature.slice(0, end);
      }
      return feature;
    }

    at('model').addEventListener('change', async () => {
      state.model = at('model').value;
      const id = state.client?.id;
      try {
        await takeModel();
        if (id) await lookUp(id, false); else startEmpty(false);
        say(`The model is now ${state.model}.`);
      } catch (error) {
        show('decision-trouble', error, true);
      }
    });

    // The form

    function buildForm(weights) {
      const order = [...state.features].sort((one, other) =>
        (weights.get(other.name) || 0) - (weights.get(one.name) || 0));
      const top = order.slice(0, 12), rest = order.slice(12);
      state.controls = new Map();
      const group = features => make('div', { class: 'fields' }, ...features.map(buildField));
      const folded = (title, features) => features.length
        ? make('details', {}, make('summary', {}, `${title} (${features.length})`), group(features)) : null;
      const needed = rest.filter(feature => feature.required), free = rest.filter(feature => !feature.required);
      at('fields').replaceChildren(...[
        make('h3', {}, 'What weighs most'), group(top),
        folded('Also needed', needed), folded('May stay empty', free),
      ].filter(part => part));
    }

    function buildField(feature) {
      const id = 'field-' + feature.name.replace(/[^A-Za-z0-9]/g, character => '-' + character.charCodeAt(0) + '-');
      const hint = make('span', { class: 'hint', id: id + '-hint' });
      const fault = make('span', { class: 'fault', id: id + '-fault' });
      const described = `${id}-hint ${id}-fault`;
      const control = { feature, fault, hint };
      const isChoice = feature.type === 'bool' || (feature.type === 'text' && feature.levels);
      if (isChoice) {
        const levels = feature.type === 'bool' ? ['true', 'false'] : feature.levels;
        const nothing = feature.required ? 'choose …' : 'not known';
        control.input = make('select', { id, 'aria-describedby': described,
          'aria-required': feature.required ? 'true' : null },
          make('option', { value: 'none' }, nothing),
          ...levels.map((level, place) => make('option', { value: 'level-' + place }, feature.type === 'bool'
            ? plain(level === 'true') : level || '(empty text)')),
          feature.type === 'text' ? make('option', { value: 'other' }, 'other …') : null);
        control.other = make('input', { 'aria-label': words(feature.name) + ', in other words', hidden: true,
          maxlength: 200, autocomplete: 'off' });
        control.read = () => {
          if (control.input.value === 'none') return null;
          if (control.input.value === 'other') return control.other.value;
          const level = levels[Number(control.input.value.slice(6))];
          return feature.type === 'bool' ? level === 'true' : level;
        };
        control.write = value => {
          const place = levels.indexOf(feature.type === 'bool' && value !== null ? String(value) : value);
          control.input.value = value === null || value === undefined ? 'none' : place < 0 ? 'other' : 'level-' + place;
          control.other.value = place < 0 ? value ?? '' : '';
          control.other.hidden = control.input.value !== 'other';
        };
        hint.textContent = feature.name;
      } else {
        const isNumber = feature.type === 'int' || feature.type === 'float';
        const type = { date: 'date', datetime: 'datetime-local' }[feature.type] ?? 'text';
        control.input = make('input', { id, type, step: type === 'datetime-local' ? 1 : null, autocomplete: 'off',
          inputmode: isNumber ? (feature.low < 0 ? 'text' : 'decimal') : null, 'aria-describedby': described,
          'aria-required': feature.required ? 'true' : null });
        control.read = () => {
          const text = control.input.value.trim();
          if (text === '') return null;
          if (feature.type === 'datetime') return text.length === 16 ? text + ':00' : text;
          if (!isNumber) return text;
          if (text === control.shown) return control.value;
          const bare = text.replace(/[\s\u00a0\u2009\u202f]/g, '').replace(MINUS, '-');
          // What is no number goes to the service as it is, which says so together with all other faults.
          return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(bare) ? Number(bare) : text;
        };
        control.write = value => {
          control.value = value ?? null;
          control.shown = value === null || value === undefined ? ''
            : isNumber ? (value < 0 ? MINUS : '') + groups(String(Math.abs(value))) : String(value);
          control.input.value = control.shown;
        };
        hint.textContent = feature.name + (feature.low === undefined || !isNumber ? ''
          : ` · training saw ${plain(feature.low)} to ${plain(feature.high)}`)
          + (feature.required ? '' : ' · may be empty');
        control.hintText = hint.textContent;
      }
      control.box = make('div', { class: 'field' }, make('label', { for: id }, words(feature.name)), control.input,
        control.other ?? null, hint, fault);
      state.controls.set(feature.name, control);
      return control.box;
    }

    function values() {
      const row = {};
      for (const [name, control] of state.controls) {
        const value = control.read();
        // A needed field that is empty is left out, so that the service asks for it.
        if (value !== null || !control.feature.required) row[name] = value;
      }
      return row;
    }

    /** What the form says otherwise than the client's record. */
    function changes() {
      const row = {};
      for (const [name, control] of state.controls) {
        const value = control.read(), isChanged = value !== (state.client.fields[name] ?? null);
        if (isChanged) row[name] = value;
        control.box.classList.toggle('changed', isChanged);
      }
      return row;
    }

    function fill(fields) {
      for (const [name, control] of state.controls) control.write(fields[name] ?? null);
      hints();
    }

    function hints() {
      for (const [name, control] of state.controls) {
        if (!control.hintText) continue;
        const ago = years(name, control.read());
        control.hint.textContent = control.hintText + (ago ? ` · ${ago}` : '');
      }
    }

    function clearResults() {
      state.scored = false;
      at('desk').classList.remove('scored');
      state.first = state.last = null;
      state.contributions = [];
      for (const id of ['reasons', 'crossings', 'standing']) at(id).hidden = true;
      const places = ['decision-trouble', 'form-trouble', 'lookup-trouble', 'reasons-body', 'crossings-body'];
      for (const id of ['findings', ...places]) at(id).replaceChildren();
      at('bar-text').textContent = 'Not scored yet.';
      at('undo').hidden = true;
    }

    const idle = at('verdict').firstElementChild;

    function startEmpty(isAsked) {
      state.turn += 1;
      state.client = null;
      clearResults();
      at('verdict').replaceChildren(idle);
      buildForm(state.weights);
      hints();
      at('application-title').textContent = 'The application';
      at('application-text').textContent = 'A client who is not in the records: '
        + 'fill in what is known, then press “Score”.';
      at('empty').hidden = true;
      at('score').hidden = false;
      if (isAsked) {
        say('The form is empty.');
        at('fields').querySelector('input, select').focus();
      }
    }

    at('empty').addEventListener('click', () => startEmpty(true));
    at('undo').addEventListener('click', () => {
      fill(state.client.fields);
      rescore(true);
    });

    at('fields-form').addEventListener('input', event => {
      for (const control of state.controls.values()) {
        if (control.other && control.input === event.target) {
          control.other.hidden = control.input.value !== 'other';
          if (!control.other.hidden) control.other.focus();
        }
      }
      if (!state.client && !state.scored) return;
      clearTimeout(waiting);
      waiting = setTimeout(() => rescore(false), 350);
    });
    at('fields-form').addEventListener('change', hints);
    at('fields-form').addEventListener('submit', event => {
      event.preventDefault();
      clearTimeout(waiting);
      rescore(true);
    });

    // Looking up and scoring

    function suggest(input, list) {
      let last = null, timer = 0;
      input.addEventListener('input', () => {
        clearTimeout(timer);
        timer = setTimeout(async () => {
          last?.abort();
          last = new AbortController();
          try {
            const { ids } = await ask('/clients', { prefix: input.value.trim(), most: 12 }, undefined, last.signal);
            list.replaceChildren(...ids.map(id => make('option', { value: id })));
          } catch {
            // Only an offer: what is wrong is told when the number is asked for.
          }
        }, 150);
      });
    }
    suggest(at('id'), at('ids'));
    suggest(at('first'), at('first-ids'));
    suggest(at('second'), at('second-ids'));

    at('lookup-form').addEventListener('submit', event => {
      event.preventDefault();
      const id = at('id').value.trim();
      if (id) lookUp(id, true); else at('id').focus();
    });

    /** Null where the model's scores are no sum of contributions, or it has none of this client. */
    async function explanationOf(id) {
      if (!state.explains) return null;
      try {
        return await ask(clientPath('explain', id), ofModel(), {});
      } catch (error) {
        if (error.status === 422) return null;
        throw error;
      }
    }

    async function lookUp(id, isAsked) {
      at('lookup-trouble').replaceChildren();
      const turn = state.turn += 1;
      try {
        const client = await ask(clientPath('clients', id), ofModel());
        const explanation = await explanationOf(id);
        if (turn !== state.turn) return;
        at('start').hidden = true;
        state.client = client;
        clearResults();
        buildForm(explanation ? weigh(explanation.contributions) : state.weights);
        fill(client.fields);
        at('application-title').textContent = `The application of client ${client.id}`;
        at('application-text').textContent = 'The values of the record. Change one, and the score follows at once; '
          + 'the record stays as it is.';
        at('empty').hidden = false;
        at('first').value = client.id;
        await rescore(isAsked);
        if (isAsked && state.scored) at('decision').focus();
      } catch (error) {
        show('lookup-trouble', error, isAsked, () => lookUp(id, isAsked));
      }
    }

    let running = null;

    async function rescore(isAsked) {
      const turn = state.turn += 1;
      running?.abort();
      running = new AbortController();
      const { signal } = running;
      const body = state.client ? changes() : values();
      const place = name => state.client ? clientPath(name, state.client.id) : '/' + name;
      at('verdict').setAttribute('aria-busy', 'true');
      try {
        // What is only tried is marked so in the record.
        const answer = await ask(place('predict'), decisive(isAsked ? {} : { trial: true }), body, signal);
        if (turn !== state.turn) return;
        at('start').hidden = true;
        clearFaults();
        state.last = answer;
        state.scored = true;
        at('desk').classList.add('scored');
        if (state.client && !Object.keys(body).length) state.first = answer;
        showVerdict(answer, body);
        await Promise.all([
          showReasons(place('explain'), body, signal), showCrossings(place('crossings'), body, signal),
        ]);
        if (turn === state.turn) await showStanding(signal);
      } catch (error) {
        if (error.name === 'AbortError' || turn !== state.turn) return;
        // A decision that stayed would be taken for one on what the form says now.
        at('bar-text').textContent = 'No decision: see above.';
        at('verdict').replaceChildren(make('p', {}, 'No decision: the application as it stands was not scored.'));
        at('findings').replaceChildren();
        at('reasons').hidden = at('crossings').hidden = true;
        clearFaults();
        for (const fault of error.faults || []) {
          const control = state.controls.get(fault.field);
          if (!control) continue;
          control.input.setAttribute('aria-invalid', 'true');
          const text = expectation(fault);
          control.fault.textContent = text.charAt(0).toUpperCase() + text.slice(1);
        }
        show('form-trouble', error, isAsked, () => rescore(isAsked));
      } finally {
        if (turn === state.turn) at('verdict').removeAttribute('aria-busy');
      }
    }

    function clearFaults() {
      at('form-trouble').replaceChildren();
      at('decision-trouble').replaceChildren();
      for (const control of state.controls.values()) {
        control.input.removeAttribute('aria-invalid');
        control.fault.textContent = '';
      }
    }

    const KINDS = {
      missing: 'is missing', unseen_null: 'is empty, and never was in training',
      out_of_range: 'lies outside of what training saw', unseen_level: 'is a text that training never saw',
      sentinel: 'seems to stand for something else than a number',
    };

    /** The range of a finding, with the numbers as they are written everywhere else here. */
    function range({ kind, field }) {
      const { low, high } = state.byName.get(field) ?? {};
      return kind === 'out_of_range' && low !== undefined ? `from ${plain(low)} to ${plain(high)}` : null;
    }

    function showVerdict(answer, body) {
      const { score, threshold, decision } = answer, changed = state.client ? Object.keys(body) : [];
      const sentence = decision === 'refuse'
        ? `The score of ${percent(score)} is not below the threshold of ${percent(threshold)}.`
        : decision === 'grant' ? `The score of ${percent(score)} is below the threshold of ${percent(threshold)}.`
          : `The score is ${percent(score)}. The model has no threshold; say one below to get a decision.`;
      const box = make('div', { class: 'verdict ' + (decision || '') },
        make('strong', {}, badge(decision)), make('p', {}, sentence));
      if (state.client) {
        box.prepend(make('span', {}, `Client ${state.client.id}` + (changed.length
          ? `, with ${changed.length} value${changed.length > 1 ? 's' : ''} changed` : '')));
      }
      if (changed.length && state.first) {
        box.append(make('p', {}, 'By the record: ', badge(state.first.decision), `, ${percent(state.first.score)}.`));
      }
      if (state.threshold !== undefined) {
        box.append(make('p', {}, typeof state.card.cut === 'number'
          ? `This threshold is yours; that of the model is ${percent(state.card.cut)}.` : 'This threshold is yours.'));
      }
      at('verdict').replaceChildren(box, make('p', { class: 'hint' },
        `The score is ${state.card.score}. Request ${answer.request_id}, model ${answer.model}.`));
      at('findings').replaceChildren();
      if (answer.findings.length) {
        at('findings').append(make('div', { class: 'note' },
          make('h3', {}, 'Worth a look before you rely on the score'),
          make('ul', {}, ...answer.findings.map(finding => make('li', {},
            make('strong', {}, words(finding.field)),
            (finding.value === undefined || finding.value === null ? '' : ` (${plain(finding.value)})`)
              + ` ${KINDS[finding.kind] ?? finding.kind}; expected is ${range(finding) ?? finding.expected}.`)))));
      }
      at('bar-text').replaceChildren(badge(decision), ` · ${percent(score)}`
        + (threshold === null ? '' : `, refused from ${percent(threshold)}`));
      at('undo').hidden = !changed.length;
      at('score').hidden = Boolean(state.client);
      say(`${decided(decision)}. ${sentence}` + (answer.findings.length
        ? ` ${answer.findings.length} finding${answer.findings.length > 1 ? 's' : ''}.` : ''));
    }

    // The reasons

    /** What a feature says of the client: by the form where it can, as the model may have scaled its numbers. */
    function told({ feature, value }) {
      const name = fieldOf(feature), control = state.controls.get(name), own = control ? control.read() : value;
      if (name !== feature) {
        const level = feature.slice(name.length + 1), isLevel = control?.feature.levels?.includes(level);
        const says = isLevel ? (own === level ? level : 'not ' + level) : `${level}: ${plain(value)}`;
        return { name: words(name), value: says };
      }
      const isFilled = own === null && value !== null;
      const says = isFilled && keepsNumbers() ? `not known, counted as ${plain(value)}` : plain(own);
      return { name: words(name), value: says };
    }

    /** Whether the model takes numbers as they are in the form. */
    const keepsNumbers = () => (state.card.steps || [])
      .every(step => /^(impute|onehot|top|drop|select|prune)\b/.test(step));

    async function showReasons(path, body, signal) {
      at('reasons-trouble').replaceChildren();
      if (!state.explains) {
        at('reasons').hidden = false;
        at('reasons-body').replaceChildren(make('p', {}, 'This model gives no reasons: its score is not put together '
          + 'of parts, one for each value.'));
        return;
      }
      try {
        const answer = await ask(path, ofModel(), body, signal);
        at('reasons').hidden = false;
        state.contributions = answer.contributions;
        const rows = answer.contributions.slice(0, 10).map(item => ({ ...told(item), step: item.contribution }));
        const others = answer.contributions.slice(10);
        if (others.length) {
          const step = others.reduce((sum, item) => sum + item.contribution, 0);
          rows.push({ name: `All ${others.length} others`, value: '', step, isRest: true });
        }
        const total = answer.expected + answer.contributions.reduce((sum, item) => sum + item.contribution, 0);
        reasonsBody(answer, rows, total);
      } catch (error) {
        if (error.name === 'AbortError') return;
        at('reasons').hidden = false;
        at('reasons-body').replaceChildren();
        show('reasons-trouble', error, false, () => showReasons(path, body, signal));
      }
    }

    function reasonsBody(answer, rows, total) {
      const isOdds = answer.scale === 'log-odds';
      const reads = value => isOdds ? percent(1 / (1 + Math.exp(-value))) : plain(value);
      const chart = make('div', {});
      const strongest = side => rows.filter(row => !row.isRest && Math.sign(row.step) === side).slice(0, 2)
        .map(row => row.name.toLowerCase() + (row.value ? ` (${row.value})` : '')).join(' and ');
      const against = strongest(1), infavour = strongest(-1);
      const isOpen = at('reasons-body').querySelector('details')?.open;
      at('reasons-body').replaceChildren(
        make('p', {}, (against ? `What raises the score most: ${against}. ` : '')
          + (infavour ? `What lowers it most: ${infavour}.` : '')),
        chart,
        make('p', { class: 'hint' }, `The bars lead from the usual score, ${reads(answer.expected)}, to this one,`
          + ` ${reads(total)}. ` + (isOdds ? 'They are in log-odds: +0.69 doubles the odds of a bad end, '
            + `${MINUS}0.69 halves them.` : `They are in the unit ${answer.scale}.`)),
        make('details', { open: isOpen || null }, make('summary', {}, 'The reasons as a table'),
          make('table', {}, make('caption', {}, `From the usual score to this one, in ${answer.scale}`),
            make('thead', {}, make('tr', {}, make('th', { scope: 'col' }, 'Feature'),
              make('th', { scope: 'col' }, 'Value'), make('th', { scope: 'col', class: 'number' }, 'Moves by'))),
            make('tbody', {},
              make('tr', {}, make('th', { scope: 'row' }, 'The usual score'), make('td', {}, reads(answer.expected)),
                make('td', { class: 'number' }, signed(answer.expected))),
              ...rows.map(row => make('tr', {}, make('th', { scope: 'row' }, row.name), make('td', {}, row.value),
                make('td', { class: 'number' }, signed(row.step)))),
              make('tr', {}, make('th', { scope: 'row' }, 'This score'), make('td', {}, reads(total)),
                make('td', { class: 'number' }, signed(total)))))));
      onWidth(chart, width => waterfall(width, answer.expected, rows, total, reads));
    }

    /** Draws into a box, and again whenever the box gets another width. */
    function onWidth(box, drawing) {
      let last = 0;
      new ResizeObserver(() => {
        const width = Math.floor(box.clientWidth);
        if (width < 40 || width === last) return;
        last = width;
        box.replaceChildren(drawing(width));
      }).observe(box);
    }

    function cut(text, width) {
      const most = Math.max(6, Math.floor(width / 6.7));
      return text.length > most ? text.slice(0, most - 1) + '…' : text;
    }

    function waterfall(width, expected, rows, total, reads) {
      const isNarrow = width < 560, side = isNarrow ? 0 : Math.min(330, width * 0.45), numbers = 56;
      const height = isNarrow ? 42 : 27, bar = isNarrow ? 14 : 17, lift = isNarrow ? 20 : 5;
      const ends = rows.reduce((list, row) => [...list, list[list.length - 1] + row.step], [expected]);
      const low = Math.min(...ends, total), high = Math.max(...ends, total);
      const x = value => side + 4 + (value - low) / (high - low || 1) * (width - side - numbers - 8);
      const all = (rows.length + 2) * height + 6;
      const picture = draw('svg', { viewBox: `0 0 ${width} ${all}`, height: all, role: 'img',
        'aria-label': `From the usual score of ${reads(expected)} to ${reads(total)} by ${rows.length} steps; `
          + 'the table below has them all.' });
      const line = (place, from, to, label, number, kind) => {
        const top = place * height, left = Math.min(x(from), x(to));
        const title = draw('title');
        title.textContent = `${label}: ${number}`;
        const name = draw('text', { x: 0, y: top + (isNarrow ? 14 : 18) });
        name.textContent = cut(label, (isNarrow ? width - numbers : side) - 8);
        const step = draw('text', { x: width, y: top + (isNarrow ? 32 : 18), 'text-anchor': 'end' });
        step.textContent = number;
        const isEnd = from === to && kind === 'rests';
        const box = draw('rect', { x: isEnd ? left - 3 : left, y: top + lift, height: bar, rx: 2,
          width: isEnd ? 6 : Math.max(2, Math.abs(x(to) - x(from))), class: kind });
        picture.append(draw('g', {}, title, name, box, step));
        // On a narrow page the labels stand where the links would be.
        if (place <= rows.length && !isNarrow) {
          const [y1, y2] = [top + lift + bar, top + height + lift];
          picture.append(draw('line', { x1: x(to), x2: x(to), y1, y2, class: 'link' }));
        }
      };
      const end = (place, value, label) => line(place, value, value, label, reads(value), 'rests');
      end(0, expected, 'The usual score');
      rows.forEach((row, place) => line(place + 1, ends[place], ends[place + 1],
        row.name + (row.value ? ': ' + row.value : ''), signed(row.step), row.step > 0 ? 'up' : 'down'));
      end(rows.length + 1, total, 'This score');
      return picture;
    }

    // What would change the decision

    async function showCrossings(path, body, signal) {
      at('crossings-trouble').replaceChildren();
      if (state.last.threshold === null) {
        at('crossings').hidden = true;
        return;
      }
      try {
        const answer = await ask(path, decisive(), body, signal);
        at('crossings').hidden = false;
        crossingsBody(answer);
      } catch (error) {
        if (error.name === 'AbortError') return;
        at('crossings').hidden = false;
        at('crossings-body').replaceChildren();
        show('crossings-trouble', error, false, () => showCrossings(path, body, signal));
      }
    }

    function crossingsBody({ crossings, decision }) {
      const other = decision === 'refuse' ? 'granted' : 'refused';
      if (!crossings.length) {
        at('crossings-body').replaceChildren(make('p', {}, 'No value alone was found that would change the decision, '
          + 'within what training saw. It would take several together.'));
        return;
      }
      const isOpen = at('crossings-body').querySelector('details')?.open;
      const heads = ['Value', 'Now', 'Would have to be', 'Score then', ''];
      const table = part => make('table', { class: 'narrow' },
        make('caption', {}, 'Smallest step first'),
        make('thead', {}, make('tr', {}, ...heads.map((head, place) =>
          make('th', { scope: 'col', class: place === 3 ? 'number' : null },
            head || make('span', { class: 'unseen' }, 'Try'))))),
        make('tbody', {}, ...part.map(({ field, from, to, score }) => make('tr', {},
          make('th', { scope: 'row' }, words(field)),
          make('td', { 'data-head': 'now' }, plain(from), note(years(field, from))),
          make('td', { 'data-head': 'would have to be' }, plain(to), note(years(field, to))),
          make('td', { 'data-head': 'score then', class: 'number' }, percent(score)),
          make('td', {}, state.controls.has(field) ? make('button', { type: 'button', class: 'slim',
            'aria-label': `Try ${words(field)}: ${plain(to)}`, onclick: () => attempt(field, to) }, 'Try it') : '')))));
      at('crossings-body').replaceChildren(
        make('p', {}, `The application would be ${other} if one of these values alone were another. Not every value `
          + 'can be changed in life; the list says what the decision hangs on.'),
        table(crossings.slice(0, 6)),
        crossings.length > 6 ? make('details', { open: isOpen || null },
          make('summary', {}, `${crossings.length - 6} more`), table(crossings.slice(6))) : '');
    }

    const note = text => text ? make('small', {}, ` (${text})`) : '';

    function attempt(field, value) {
      const control = state.controls.get(field);
      control.write(value);
      hints();
      rescore(false);
      reveal(field);
    }

    // Among the others

    function numberOf(name) {
      const value = state.controls.get(name)?.read();
      return typeof value === 'number' ? value : null;
    }

    let standingModel = '';

    async function showStanding(signal) {
      if (!state.hasClients) return;
      const numeric = state.features.filter(feature => ['int', 'float'].includes(feature.type));
      if (!numeric.length) return;
      const select = at('feature'), isNew = at('standing').hidden || standingModel !== state.model;
      if (isNew) {
        const weights = weigh(state.contributions);
        numeric.sort((one, other) => (weights.get(other.name) || 0) - (weights.get(one.name) || 0));
        const choice = numeric.find(feature => numberOf(feature.name) !== null) ?? numeric[0];
        const options = () => numeric.map(({ name }) => make('option', { value: name }, `${words(name)} (${name})`));
        const kept = [select.value, at('versus').value];
        select.replaceChildren(...options());
        at('versus').replaceChildren(make('option', { value: '' }, 'nothing else'), ...options());
        select.value = standingModel === state.model && kept[0] ? kept[0] : choice.name;
        at('versus').value = standingModel === state.model ? kept[1] : '';
        standingModel = state.model;
        at('standing').hidden = false;
      }
      at('standing-trouble').replaceChildren();
      const versus = at('versus').value === select.value ? '' : at('versus').value;
      try {
        const answer = await ask('/standing', { feature: select.value, versus }, undefined, signal);
        standingBody(answer);
      } catch (error) {
        if (error.name === 'AbortError') return;
        at('standing-body').replaceChildren();
        show('standing-trouble', error, false, () => showStanding());
      }
    }

    for (const id of ['feature', 'versus']) {
      at(id).addEventListener('change', async () => {
        await showStanding();
        say(at('standing-body').querySelector('p')?.textContent ?? '');
      });
    }

    function standingBody(answer) {
      const { feature, low, high, counts, count, versus, points } = answer, value = numberOf(feature);
      const wide = (high - low) / counts.length;
      const isOpen = at('standing-body').querySelector('details')?.open;
      let sentence;
      if (value === null) {
        sentence = `${words(feature)} is not known of this client; ${groups(String(count))} others have it.`;
      } else {
        const place = wide > 0 ? (value - low) / wide : 0;
        const below = counts.reduce((sum, each, index) => sum + each * Math.min(1, Math.max(0, place - index)), 0);
        const share = count ? Math.round(below / count * 100) : 0;
        sentence = value < low ? `${plain(value)} is less than any of the ${groups(String(count))} clients has.`
          : value > high ? `${plain(value)} is more than any of the ${groups(String(count))} clients has.`
            : `${words(feature)} is ${plain(value)} here. About ${share}${THIN}% of the ${groups(String(count))} `
              + 'clients have less.';
      }
      const histogram = make('div', {}), parts = [make('p', {}, sentence), histogram];
      const classes = counts.map((each, index) => [low + index * wide, low + (index + 1) * wide, each]);
      parts.push(make('details', { open: isOpen || null }, make('summary', {}, 'The bars as a table'),
        make('table', {}, make('caption', {}, `Clients by ${words(feature)}`),
          make('thead', {}, make('tr', {}, make('th', { scope: 'col' }, 'From'), make('th', { scope: 'col' }, 'To'),
            make('th', { scope: 'col', class: 'number' }, 'Clients'))),
          make('tbody', {}, ...classes.filter(each => each[2]).map(each => make('tr', {},
            make('td', {}, plain(each[0])), make('td', {}, plain(each[1])),
            make('td', { class: 'number' }, groups(String(each[2])))))))));
      const scatter = make('div', {});
      if (versus && points) {
        const other = numberOf(versus);
        parts.push(make('h3', {}, `${words(feature)} and ${words(versus)}`), scatter,
          make('p', { class: 'hint' }, quadrants(points, value, other, feature, versus)));
        onWidth(scatter, width => dots(width, answer, value, other));
      }
      at('standing-body').replaceChildren(...parts);
      onWidth(histogram, width => bars(width, answer, value));
    }

    function quadrants(points, value, other, feature, versus) {
      const start = `Each of the ${points.length} dots is a client`;
      if (value === null || other === null) return start + '; this one lacks one of the two values.';
      const many = (less, lower) => points.filter(([x, y]) => (x < value) === less && (y < other) === lower).length;
      return `${start}, the diamond this one. ${many(true, true)} have less of both, ${many(false, false)} as much or `
        + `more of both, ${many(true, false)} less of ${words(feature).toLowerCase()} only and ${many(false, true)} `
        + `less of ${words(versus).toLowerCase()} only.`;
    }

    function bars(width, { feature, low, high, counts }, value) {
      const height = 170, base = 132, most = Math.max(...counts, 1), least = Math.min(low, value ?? low);
      const greatest = Math.max(high, value ?? high);
      const x = number => 4 + (number - least) / (greatest - least || 1) * (width - 8);
      const picture = draw('svg', { viewBox: `0 0 ${width} ${height}`, height, role: 'img',
        'aria-label': `Bars of how many clients have which ${words(feature)}, from ${plain(low)} to ${plain(high)}`
          + (value === null ? '.' : `; this client's mark is at ${plain(value)}.`) });
      const wide = (high - low) / counts.length;
      counts.forEach((count, place) => {
        if (!count) return;
        const tall = Math.max(2, count / most * 104);
        picture.append(draw('rect', { x: x(low + place * wide) + 0.5, y: base - tall, height: tall, class: 'bars',
          width: Math.max(1, x(low + (place + 1) * wide) - x(low + place * wide) - 1) }));
      });
      picture.append(draw('line', { x1: 0, x2: width, y1: base, y2: base, class: 'link' }));
      label(picture, 0, base + 18, plain(least), 'quiet');
      label(picture, width, base + 18, plain(greatest), 'quiet', 'end');
      label(picture, width / 2, base + 34, words(feature), 'quiet', 'middle');
      if (value !== null) {
        const here = x(value), anchor = here < width * 0.2 ? 'start' : here > width * 0.8 ? 'end' : 'middle';
        picture.append(draw('line', { x1: here, x2: here, y1: 20, y2: base, class: 'here' }));
        label(picture, here, 14, `this client: ${plain(value)}`, 'client-text', anchor);
      }
      return picture;
    }

    function label(picture, x, y, text, kind, anchor = 'start') {
      const element = draw('text', { x, y, class: kind, 'text-anchor': anchor });
      element.textContent = text;
      picture.append(element);
    }

    function dots(width, { feature, versus, points }, value, other) {
      const height = Math.min(340, Math.max(240, width * 0.6)), left = 8, base = height - 40, top = 26;
      const span = (place, own) => {
        const numbers = points.map(point => point[place]);
        if (own !== null) numbers.push(own);
        return [Math.min(...numbers), Math.max(...numbers)];
      };
      const [lowX, highX] = span(0, value), [lowY, highY] = span(1, other);
      const x = number => left + 4 + (number - lowX) / (highX - lowX || 1) * (width - left - 12);
      const y = number => base - 6 - (number - lowY) / (highY - lowY || 1) * (base - top - 12);
      const picture = draw('svg', { viewBox: `0 0 ${width} ${height}`, height, role: 'img',
        'aria-label': `A dot for each of ${points.length} clients by ${words(feature)} and ${words(versus)}; `
          + 'the text below says where this client stands.' });
      picture.append(draw('line', { x1: left, x2: left, y1: top, y2: base, class: 'link' }),
        draw('line', { x1: left, x2: width, y1: base, y2: base, class: 'link' }));
      for (const [h, v] of points) picture.append(draw('circle', { cx: x(h), cy: y(v), r: 2.5, class: 'dot' }));
      label(picture, 0, 14, `${words(versus)}, ${plain(lowY)} to ${plain(highY)} ↑`, 'quiet');
      label(picture, left, base + 17, plain(lowX), 'quiet');
      label(picture, width, base + 17, plain(highX), 'quiet', 'end');
      label(picture, width / 2, base + 34, words(feature) + ' →', 'quiet', 'middle');
      if (value !== null && other !== null) {
        const [h, v] = [x(value), y(other)];
        const diamond = `M${h} ${v - 9}L${h + 9} ${v}L${h} ${v + 9}L${h - 9} ${v}Z`;
        picture.append(draw('path', { d: diamond, class: 'client' }));
      }
      return picture;
    }

    // Two clients

    at('compare-form').addEventListener('submit', async event => {
      event.preventDefault();
      at('compare-trouble').replaceChildren();
      at('compare-body').replaceChildren();
      const ids = [at('first').value.trim(), at('second').value.trim()];
      const empty = ids.findIndex(id => !id);
      if (empty >= 0) {
        at('compare-trouble').replaceChildren(make('div', { class: 'trouble', role: 'alert' },
          make('p', {}, 'Two numbers of clients are needed.')));
        at(empty ? 'second' : 'first').focus();
        return;
      }
      try {
        const sides = await Promise.all(ids.map(async id => {
          const client = await ask(clientPath('clients', id), ofModel());
          const [prediction, explanation] = await Promise.all([
            ask(clientPath('predict', id), decisive({ trial: true }), {}),
            explanationOf(id),
          ]);
          const effects = new Map();
          for (const { feature, contribution } of explanation?.contributions ?? []) {
            effects.set(fieldOf(feature), (effects.get(fieldOf(feature)) || 0) + contribution);
          }
          return { id, fields: client.fields, prediction, effects };
        }));
        compareBody(sides);
      } catch (error) {
        show('compare-trouble', error, true);
      }
    });

    function compareBody(sides) {
      const [one, other] = sides, effect = (side, name) => side.effects.get(name) || 0;
      const names = state.features.map(feature => feature.name)
        .sort((a, b) => Math.abs(effect(one, b) - effect(other, b)) - Math.abs(effect(one, a) - effect(other, a)));
      const same = name => (one.fields[name] ?? null) === (other.fields[name] ?? null);
      const cell = (side, name) => make('td', { 'data-head': `Client ${side.id}` }, plain(side.fields[name] ?? null),
        effect(side, name) ? make('small', {}, `moves the score by ${signed(effect(side, name))}`) : '');
      const rows = names.map(name => make('tr', { class: same(name) ? 'same' : 'differs', hidden: same(name) },
        make('th', { scope: 'row' }, words(name), make('small', {}, same(name) ? 'the same' : '≠ differs')),
        cell(one, name), cell(other, name)));
      const differing = names.filter(name => !same(name)).length;
      const verdicts = make('tr', {}, make('th', { scope: 'row' }, 'Decision'), ...sides.map(({ id, prediction }) =>
        make('td', { 'data-head': `Client ${id}` }, badge(prediction.decision), make('small', {},
          `score ${percent(prediction.score)}`
          + (prediction.threshold === null ? '' : `, refused from ${percent(prediction.threshold)}`)
          + (prediction.findings.length ? `, ${prediction.findings.length} findings` : '')))));
      const box = make('input', { type: 'checkbox', id: 'all-fields', onchange: () => {
        for (const row of rows) if (row.className === 'same') row.hidden = !box.checked;
      } });
      const sentence = `Client ${one.id}: ${decided(one.prediction.decision).toLowerCase()}. Client ${other.id}: `
        + `${decided(other.prediction.decision).toLowerCase()}. They differ in ${differing} of ${names.length} values.`;
      at('compare-body').replaceChildren(make('p', {}, sentence),
        make('p', {}, make('label', { for: 'all-fields' }, box, 'Show what is the same, too')),
        make('table', { class: 'stack narrow' }, make('caption', {}, 'First what sets the two scores apart most'),
          make('thead', {}, make('tr', {}, make('th', { scope: 'col' }, 'Value'),
            ...sides.map(side => make('th', { scope: 'col' }, `Client ${side.id}`)))),
          make('tbody', {}, verdicts, ...rows)));
      say(sentence);
    }

    // The model

    function showCard() {
      const { card } = state, decision = card.decision || {}, text = decision.cost || '';
      const part = name => Number(new RegExp(`\\b${name}\\s*=\\s*([0-9.eE+-]+)`).exec(text)?.[1] ?? NaN);
      const missed = part('fn'), lost = part('fp'), lines = [];
      if (card.cut !== null && card.cut !== undefined) {
        lines.push(`Who scores ${percent(card.cut)} or more is refused.`);
      }
      if (missed > 0 && lost > 0) {
        lines.push(`The threshold weighs two mistakes: granting a client who turns out bad costs ${plain(missed)}, `
          + `refusing one who would have been good costs ${plain(lost)}` + (missed === lost ? ', the same.'
            : missed > lost ? `, so the first is taken as ${plain(missed / lost)} times as bad.`
              : `, so the second is taken as ${plain(lost / missed)} times as bad.`));
      } else if (text) {
        lines.push(`The threshold was chosen by the rule ${text}.`);
      }
      if (typeof decision.total === 'number') {
        lines.push(`Over ${groups(String(card.trained_on))} training clients, ${groups(String(card.positives))} of `
          + `them bad, its decisions cost ${plain(decision.total)} in all`
          + (typeof decision.honest === 'number' ? '; a fairer estimate, with the threshold chosen on other clients '
            + `than those it is judged on, is ${plain(decision.honest)}` : '')
          + ` (${plain((decision.honest ?? decision.total) / card.trained_on)} a client).`);
      }
      const leaks = card.leaks || [];
      at('card-body').replaceChildren(...lines.map(line => make('p', {}, line)),
        ...(leaks.length ? [make('div', { class: 'note' }, make('p', {}, 'The model may know what it should not: '
          + leaks.map(leak => typeof leak === 'string' ? leak : JSON.stringify(leak)).join(', ')))] : []),
        make('details', {}, make('summary', {}, 'How the model was made'),
          make('p', {}, `${card.name}, ${card.estimator}; the score is ${card.score}. Mark of the model file: `
            + `${card.xxh64}.`),
          make('pre', { tabindex: '0', 'aria-label': 'Script of the model', role: 'region' }, card.script || '')));
    }

    begin();
    </script>
    </body>
    </html>

    """#
}
