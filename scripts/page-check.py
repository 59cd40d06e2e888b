"""Drives the page of `carnet serve` in a headless browser; scripts/page-check starts it.

    page-check.py WITH-CLIENTS WITHOUT-CLIENTS WITH-TOKEN TOKEN FOLDER

The first three are addresses of services, the folder takes the screenshots. Ends with 1 where a check fails.
"""

import os
import shutil
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

with_clients, without_clients, with_token, token, folder = sys.argv[1:6]
failures = []
widths = {"1280": {"width": 1280, "height": 900}, "390": {"width": 390, "height": 844}}


def check(holds, what):
    print(("ok    " if holds else "FAILS ") + what)
    if not holds:
        failures.append(what)


class Visit:
    """A page in a browser of its own, with what went wrong in it."""

    def __init__(self, browser, address, width="1280", scheme="light"):
        self.name = f"{width}-{scheme}"
        self.context = browser.new_context(viewport=widths[width], color_scheme=scheme, reduced_motion="reduce")
        self.page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.messages, self.expected, self.elsewhere = [], [], []
        self.page.on("console", self.heard)
        self.page.on("pageerror", lambda error: self.messages.append(f"error: {error}"))
        self.page.on("request", lambda request: self.asked(request, address))
        self.page.goto(address)

    def heard(self, message):
        # The browser itself writes a line for each answer from 400 on, whatever the page does about it.
        if message.text.startswith("Failed to load resource") and any(e in message.text for e in self.expected):
            return
        self.messages.append(f"{message.type}: {message.text} ({message.location})")

    def asked(self, request, address):
        if not request.url.startswith((address, "data:")):
            self.elsewhere.append(request.url)

    def shot(self, name, whole=True):
        self.page.screenshot(path=os.path.join(folder, f"{name}-{self.name}.png"), full_page=whole)

    def accessible(self, where):
        found = Axe().run(self.page, options={"resultTypes": ["violations", "incomplete"]}).response
        faults, unsure = (
            "; ".join(f"{each['id']} at {each['nodes'][0]['target']} ({len(each['nodes'])})" for each in found[kind])
            for kind in ("violations", "incomplete"))
        check(not faults, f"axe-core finds nothing: {where}, {self.name} {faults}")
        if unsure:
            print("      axe-core cannot tell: " + unsure)

    def fits(self, where):
        over = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        check(over <= 0, f"nothing is wider than the window: {where}, {self.name}")

    def focused(self):
        return self.page.evaluate("document.activeElement.id || document.activeElement.className")

    def end(self, what):
        check(not self.messages, f"no console message: {what}, {self.name} " + "; ".join(self.messages[:3]))
        check(not self.elsewhere, f"no request to anywhere else: {what}, {self.name} " + "; ".join(self.elsewhere[:3]))
        self.context.close()


def ask(page, path, body=None):
    """What the service itself says, past the page."""
    return page.evaluate(
        """async ([path, body]) => (await fetch(path, body === null ? {} : {
          method: 'POST', body, headers: { 'Content-Type': 'application/json' } })).json()""", [path, body])


def look_up(page, client):
    page.get_by_label("Number of the client").fill(client)
    page.get_by_role("button", name="Look up").click()
    expect(page.locator("#verdict")).to_contain_text(f"Client {client}")
    expect(page.locator("#standing svg").first).to_be_visible()
    expect(page.locator("#crossings-body")).not_to_be_empty()
    expect(page.locator("#reasons svg")).to_be_visible()


def percent(share):
    value = share * 100
    return f"{value:.{3 if value >= 99.9 else 1 if value >= 10 else 2 if value >= 1 else 3}f}"


def of_each_kind(page):
    """A client who is granted, and one who is refused."""
    found = {}
    for client in ask(page, "/clients?most=100")["ids"]:
        answer = ask(page, f"/predict/{client}", "{}")
        found.setdefault(answer["decision"], (client, answer))
        if len(found) == 2:
            break
    return found["grant"], found["refuse"]


def the_desk(browser, width, scheme):
    visit = Visit(browser, with_clients, width, scheme)
    page = visit.page
    expect(page.locator("#lookup")).to_be_visible()
    (granted, _), (refused, answer) = of_each_kind(page)
    visit.shot("start")
    visit.accessible("start")
    visit.fits("start")

    # By the keyboard alone: the number is focused already.
    check(visit.focused() == "id", f"the number of the client is focused at the start, {visit.name}")
    page.keyboard.type(refused[:4])
    expect(page.locator("#ids option").first).to_be_attached()
    check(page.locator("#ids option").first.get_attribute("value").startswith(refused[:4]), "ids are offered")
    page.keyboard.type(refused[4:])
    page.keyboard.press("Enter")
    expect(page.locator("#verdict")).to_contain_text("Refused")
    expect(page.locator("#verdict")).to_contain_text(percent(answer["score"]))
    expect(page.locator("#verdict")).to_contain_text(percent(answer["threshold"]))
    expect(page.locator("#status")).to_contain_text("Refused.")
    expect(page.locator("#reasons svg")).to_be_visible()
    expect(page.locator("#standing svg")).to_be_visible()
    check(visit.focused() == "decision", f"the focus is on the decision after a look-up, {visit.name}")
    steps = page.locator("#reasons svg g").count()
    check(steps == 13, f"the waterfall has both ends, ten reasons and the others ({steps}), {visit.name}")
    page.locator("#reasons summary").click()
    check(page.locator("#reasons tbody tr").count() == 13, f"the table has the same, {visit.name}")
    explained = ask(page, f"/explain/{refused}", "{}")
    # Which sign the page writes for minus is not what is checked.
    texts = page.locator("#reasons tbody td:last-child").all_inner_texts()
    cells = [float(text.replace("\u2212", "-")) for text in texts]
    check(abs(cells[0] + sum(cells[1:-1]) - cells[-1]) < 0.1, f"the steps add up to the score, {visit.name}")
    check(abs(cells[1] - explained["contributions"][0]["contribution"]) < 0.01, f"the first reason, {visit.name}")
    expect(page.locator("#card-body")).to_contain_text("10 times as bad")

    page.locator("#versus").select_option(index=3)
    expect(page.locator("#standing svg")).to_have_count(2)
    check(page.locator("#standing circle").count() > 100, f"the scatter has its dots, {visit.name}")
    turns = ask(page, f"/crossings/{refused}", "{}")["crossings"]
    rows = page.locator("#crossings tbody tr").count()
    check(rows == len(turns), f"what turns the decision is shown ({rows} of {len(turns)}), {visit.name}")
    visit.shot("refused")
    visit.accessible("refused")
    visit.fits("refused")

    if turns:
        page.locator("#crossings tbody button").first.click()
        expect(page.locator("#verdict")).to_contain_text("1 value changed")
        expect(page.locator("#verdict strong")).to_contain_text("Granted")
        visit.shot("tried")
        page.get_by_role("button", name="Undo the changes").click()
        expect(page.locator("#verdict strong")).to_contain_text("Refused")
        expect(page.locator("#verdict")).not_to_contain_text("changed")

    page.get_by_text("Another threshold").click()
    page.get_by_label("Refuse from a score of").fill("99.9")
    expect(page.locator("#verdict strong")).to_contain_text("Granted")
    expect(page.locator("#verdict")).to_contain_text("This threshold is yours")
    page.get_by_label("Refuse from a score of").fill("much")
    expect(page.locator("#threshold-fault")).to_contain_text("Expected is a number")
    page.get_by_label("Refuse from a score of").fill("")
    expect(page.locator("#verdict strong")).to_contain_text("Refused")

    # Another amount: the score follows without a button.
    amount = page.locator("#field-AMT-95-CREDIT")
    page.evaluate("document.querySelectorAll('#fields details').forEach(each => { each.open = true; })")
    amount.fill("9 000 000")
    expect(page.locator("#findings")).to_contain_text("outside of what training saw")
    told = ask(page, f"/predict/{refused}", '{"AMT_CREDIT": 9000000}')
    expect(page.locator("#verdict")).to_contain_text(percent(told["score"]))
    visit.accessible("finding")
    visit.expected = ["422", "404"]
    amount.fill("a lot")
    expect(page.locator("#form-trouble")).to_contain_text("a number")
    expect(page.locator("#verdict")).to_contain_text("No decision")
    check(amount.get_attribute("aria-invalid") == "true", f"the wrong field is marked, {visit.name}")
    amount.press("Enter")
    expect(page.locator(".trouble:focus")).to_be_visible()
    visit.shot("wrong", whole=False)
    visit.accessible("wrong")
    visit.fits("wrong")

    page.get_by_label("Number of the client").fill("nobody")
    page.get_by_role("button", name="Look up").click()
    expect(page.locator("#lookup-trouble")).to_contain_text("Nobody has the id")
    expect(page.locator(".trouble:focus")).to_be_visible()
    look_up(page, granted)
    expect(page.locator("#verdict strong")).to_contain_text("Granted")
    visit.shot("granted")

    page.get_by_label("Second client").fill(refused)
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("#compare-body tbody tr").first).to_contain_text("Granted")
    expect(page.locator("#compare-body tbody tr").first).to_contain_text("Refused")
    both = [ask(page, f"/clients/{client}")["fields"] for client in (granted, refused)]
    # Only fields that the score depends on are compared.
    used = [field["name"] for field in ask(page, "/features")["features"]]
    differing = sum(both[0][name] != both[1][name] for name in used)
    shown = page.locator("#compare-body tbody tr.differs:visible").count()
    check(shown == differing, f"the comparison marks what differs ({shown} of {differing}), {visit.name}")
    page.evaluate("document.getElementById('compare').scrollIntoView()")
    visit.shot("compared", whole=False)
    visit.accessible("compared")
    visit.fits("compared")
    page.set_viewport_size({"width": 320, "height": 640})
    visit.fits("320 wide")
    page.set_viewport_size(widths[width])

    # The way without a record: an empty form says all that it needs, at once.
    page.get_by_role("button", name="Empty form").click()
    page.get_by_role("button", name="Score").click()
    expect(page.locator(".trouble:focus")).to_be_visible()
    wanted = [each["name"] for each in ask(page, "/features")["features"] if each["required"]]
    links = page.locator("#form-trouble li").count()
    check(links == len(wanted), f"an empty form names all fields that it needs ({links}), {visit.name}")
    visit.accessible("empty form")
    visit.shot("empty", whole=False)
    page.locator("#form-trouble summary").click()
    page.locator("#form-trouble a").last.press("Enter")
    check(visit.focused().startswith("field-"), f"a fault leads to its field, {visit.name}")
    page.evaluate("document.querySelectorAll('#fields details').forEach(each => { each.open = true; })")
    fill(page, both[1])
    page.get_by_role("button", name="Score").click()
    expect(page.locator("#verdict")).to_contain_text(percent(answer["score"]))
    expect(page.locator("#verdict strong")).to_contain_text("Refused")
    check(not page.locator("#findings .note").count(), f"a record typed in has no finding, {visit.name}")
    visit.end("the desk")


def fill(page, fields):
    """Types a record into the form, as one would by hand."""
    for name, value in fields.items():
        control = page.locator("#field-" + "".join(c if c.isalnum() else f"-{ord(c)}-" for c in name))
        if not control.count() or value is None:
            continue
        if control.evaluate("element => element.tagName") == "SELECT":
            control.select_option(label=str(value))
        else:
            control.fill(repr(value) if isinstance(value, float) else str(value))


def no_clients(browser):
    visit = Visit(browser, without_clients)
    visit.expected = ["404"]
    expect(visit.page.locator("#application")).to_be_visible()
    expect(visit.page.locator("#verdict")).to_contain_text("No decision yet")
    check(not visit.page.locator("#lookup").is_visible(), "without clients nobody can be looked up")
    check(not visit.page.locator("#compare").is_visible(), "without clients none are compared")
    visit.accessible("without clients")
    visit.shot("no-clients")
    visit.end("without clients")


def a_token(browser):
    visit = Visit(browser, with_token)
    visit.expected = ["401", "404"]
    page = visit.page
    expect(page.locator("#token")).to_be_focused()
    visit.accessible("token")
    visit.shot("token", whole=False)
    page.keyboard.type("wrong")
    page.keyboard.press("Enter")
    expect(page.locator("#start")).to_contain_text("does not take this token")
    page.locator("#token").fill(token)
    page.keyboard.press("Enter")
    expect(page.locator("#lookup")).to_be_visible()
    expect(page.locator("#start")).to_be_hidden()
    check(page.get_by_label("Model", exact=True).is_visible(), "several models can be chosen from")
    client = page.locator("#lookup-hint").inner_text().split("such as ")[1].split(".")[0]
    look_up(page, client)
    page.get_by_label("Model", exact=True).select_option("second")
    expect(page.locator("#verdict")).to_contain_text("model second")
    expect(page.locator("#verdict")).to_contain_text(f"Client {client}")
    visit.accessible("two models")
    visit.shot("two-models")
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    check(kept == '[{},{},""]', "the token is kept nowhere")
    visit.end("a token")


def troubles(browser):
    """What a service in trouble looks like; the browser answers in its place."""
    visit = Visit(browser, with_clients)
    page = visit.page
    visit.expected = ["503", "ERR_"]
    expect(page.locator("#lookup")).to_be_visible()
    client = ask(page, "/clients?most=1")["ids"][0]
    tries = []

    def loading(route):
        tries.append(1)
        if len(tries) > 1:
            return route.continue_()
        return route.fulfill(
            status=503, content_type="application/problem+json",
            body='{"type":"about:blank","title":"Not ready","status":503,"detail":"The model is being loaded."}')

    page.route("**/ready", loading)
    page.reload()
    expect(page.locator("#start")).to_contain_text("goes on by itself")
    expect(page.locator("#lookup")).to_be_visible()
    check(len(tries) == 2, "a page that comes before the model waits for it")
    page.route("**/predict/**", lambda route: route.abort())
    page.get_by_label("Number of the client").fill(client)
    page.keyboard.press("Enter")
    expect(page.locator("#form-trouble")).to_contain_text("cannot be reached")
    page.unroute("**/predict/**")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#verdict")).to_contain_text(f"Client {client}")
    visit.end("troubles")


os.makedirs(folder, exist_ok=True)
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(
        executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"), args=["--no-sandbox"])
    for width in widths:
        for scheme in ("light", "dark"):
            the_desk(browser, width, scheme)
    no_clients(browser)
    a_token(browser)
    troubles(browser)
    browser.close()
print(f"page-check: {len(failures)} failed" if failures else "page-check: all held", file=sys.stderr)
sys.exit(1 if failures else 0)
