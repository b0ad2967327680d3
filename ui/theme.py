"""The page's Gradio theme: system fonts only (no request leaves the machine), colours from page.css."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import gradio as gr

_SANS = ("-apple-system", "Segoe UI", "Helvetica Neue", "Liberation Sans", "Arial", "sans-serif")
_MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "Liberation Mono", "monospace")


def theme() -> gr.themes.Base:
    """Flat, square and quiet; what has a colour has it from the page's own variables, which know light from dark."""
    import gradio as gr

    look = {
        "body_background_fill": "var(--paper)",
        "body_text_color": "var(--ink)",
        "body_text_color_subdued": "var(--faded)",
        "background_fill_primary": "var(--paper)",
        "background_fill_secondary": "var(--sheet)",
        "block_background_fill": "transparent",
        "block_border_width": "0px",
        "block_shadow": "none",
        "block_label_text_color": "var(--faded)",
        "block_title_text_color": "var(--ink)",
        "border_color_primary": "var(--rule)",
        "input_background_fill": "var(--sheet)",
        "input_background_fill_focus": "var(--sheet)",
        "input_border_color": "var(--rule-strong)",
        "input_border_color_focus": "var(--accent)",
        "input_placeholder_color": "var(--faded)",
        "button_primary_background_fill": "var(--accent)",
        "button_primary_background_fill_hover": "var(--accent-deep)",
        "button_primary_text_color": "var(--on-accent)",
        "button_primary_border_color": "var(--accent)",
        "button_secondary_background_fill": "transparent",
        "button_secondary_background_fill_hover": "var(--wash)",
        "button_secondary_text_color": "var(--ink)",
        "button_secondary_border_color": "var(--rule-strong)",
        "link_text_color": "var(--accent)",
    }
    dark = {f"{name}_dark": value for name, value in look.items() if name != "block_border_width"}
    base = gr.themes.Base(font=_SANS, font_mono=_MONO, radius_size=gr.themes.sizes.radius_sm)
    return base.set(**look, **dark)
