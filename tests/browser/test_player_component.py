"""The component that Streamlit calls: while it loads, overtaken, ended."""

from playwright.sync_api import Page

from linreg import TrainConfig
from tests.browser.mounting import epoch
from tests.browser.payloads import picture

COMPONENT = """async payloads => {
    const {default: show} = await import("/static/page/player.js");
    const {plotly} = await import("/static/player/load.js");
    await plotly("/static/plotly.min.js");
    window.mounted?.destroy();
    window.ends?.forEach(({end}) => end());
    document.body.replaceChildren();
    window.host = document.body.appendChild(document.createElement("div"));
    window.triggers = [];
    const heard = {setTriggerValue: (...what) => triggers.push(what), setStateValue() {}};
    window.give = data => show({data, parentElement: host, ...heard});
    window.ends = payloads.map(give);
    await new Promise(done => setTimeout(done, 500));
}"""


def test_calls_while_it_loads_mount_one_player_with_the_latest_data(blank: Page) -> None:
    blank.evaluate(COMPONENT, [picture(), picture(TrainConfig(epochs=20))])
    assert blank.get_by_role("slider", name="Epoch").get_attribute("max") == "20"
    assert blank.evaluate("host.querySelectorAll('.lr-player').length") == 1


def test_the_late_cleanup_of_an_overtaken_call_leaves_the_live_player(blank: Page) -> None:
    blank.evaluate(COMPONENT, [picture()])
    blank.evaluate("data => ends.push(give(data))", picture(TrainConfig(lr=0.02)))
    blank.evaluate("ends[0].end()")
    blank.keyboard.press("End")
    assert epoch(blank) == 1000
    blank.evaluate("ends[1].end()")
    assert blank.evaluate("host.childElementCount") == 0


def test_unmounted_while_it_loads_it_never_appears(blank: Page) -> None:
    blank.evaluate(COMPONENT.replace("payloads.map(give)", "payloads.map(give); ends[0].end()"), [picture()])
    assert blank.evaluate("host.childElementCount") == 0


def test_a_clicked_start_becomes_the_components_trigger(blank: Page) -> None:
    blank.evaluate(COMPONENT, [picture()])
    blank.get_by_role("img", name="Cost contours").click(position={"x": 150, "y": 80})
    blank.wait_for_function("triggers.length === 1")
    name, start = blank.evaluate("triggers[0]")
    assert name == "start" and set(start) == {"W", "b"}
