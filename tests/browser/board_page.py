"""A page with a board that it opens, sets and listens to; run by Streamlit.

With `?large=1` one track whose sums are too many to travel with it, else two small ones.
"""

import streamlit as st
import torch

import visualizer as viz
from visualizer.lexicon.language import translator
from visualizer.showing.scenes import track_of_record
from visualizer.stage.mount import show_figure
from visualizer.stage.scene_bytes import pack_scene, pack_sums, pack_view, pack_weights
from visualizer.stage.wishes import wish_from
from visualizer.views.scene import Scene

SAY = translator("en")


@st.cache_resource
def large_scene() -> Scene:
    """A network with more weights than a browser is given."""
    torch.manual_seed(0)
    module = torch.nn.LSTM(2, 260)
    with torch.no_grad(), viz.record(module) as recording:
        module(torch.randn(40, 1, 2))
    track = track_of_record(
        recording[""], None, name="large", module=module, title="large", say=SAY
    )
    return Scene(tracks=[track])


@st.cache_resource
def two_layers() -> Scene:
    """Two layers of a network, of different lengths."""
    torch.manual_seed(0)
    module = torch.nn.LSTM(2, 6, num_layers=2)
    with torch.no_grad(), viz.record(module) as recording:
        module(torch.randn(8, 1, 2))
    tracks = [
        track_of_record(
            recording[""],
            [f"w{t}" for t in range(8)],
            name=name,
            layer=layer,
            steps=slice(0, 8 - 2 * layer),
            module=module,
            title="two layers",
            say=SAY,
        )
        for layer, name in enumerate(("below", "above"))
    ]
    return Scene(tracks=tracks)


def wished(said: object) -> None:
    """Remember what the board asked for."""
    wish = wish_from(said, scene)
    if wish.open:
        st.session_state["open"] = wish.open
    if wish.sums:
        st.session_state["sums"] = wish.sums
    if wish.chosen:
        st.session_state["chosen"] = wish.chosen
    st.session_state["heard"] = st.session_state.get("heard", 0) + 1


scene = large_scene() if "large" in st.query_params else two_layers()
if st.button("Next"):
    st.session_state["turn"] = st.session_state.get("turn", 0) + 1
turn = st.session_state.get("turn", 0)
packed = pack_scene(
    scene,
    say=SAY,
    address="board",
    sent=st.session_state.get("open"),
    remote="lesson",
    heard=True,
)
show_figure(packed, key="board", wished=wished)
for weights in scene.weights:
    show_figure(pack_weights(weights), key=f"board_weights_{weights.name}")
for track in scene.tracks:
    if track.name == st.session_state.get("sums"):
        show_figure(pack_sums(track), key="board_sums")
if turn:
    view = {"t": 2 + turn, "quantity": "o", "unit": 3, "open": ["below", "above"]}
    show_figure(pack_view("lesson", view, turn=turn), key="board_view")
st.text(f"open {'+'.join(st.session_state.get('open', ('below',)))}")
st.text(f"chosen {st.session_state.get('chosen')}")
st.text(f"heard {st.session_state.get('heard', 0)}")
