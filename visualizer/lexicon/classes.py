"""What the classes are called between which networks decide, to be said in any language."""

from visualizer.lexicon.language import N_

CLASSES = {
    name: name
    for name in (
        N_("negative"),
        N_("positive"),
        N_("World"),
        N_("Sports"),
        N_("Business"),
        N_("Sci/Tech"),
    )
}
