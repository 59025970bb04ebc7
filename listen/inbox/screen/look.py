"""How everything is laid out. The terminal's own colours throughout: light, dark and 16 colours look as they should."""

__all__ = ["CSS"]

CSS = """
Screen { background: ansi_default; color: ansi_default; layout: vertical; }
ModalScreen { background: transparent; align: left bottom; }
Bar { height: 1; width: 1fr; }
#title { margin-bottom: 1; }
#body { height: 1fr; layout: horizontal; }
ScrollView { overflow-x: hidden; overflow-y: auto; scrollbar-gutter: stable; }
#list { width: 1fr; height: 1fr; scrollbar-size-vertical: 1; }
#page { width: 1fr; height: 1fr; padding: 0 0 0 2; scrollbar-size-vertical: 1; }
#body.wide #list { width: 2fr; max-width: 72; }
#body.wide #page { width: 3fr; border-left: solid ansi_bright_black; padding: 0 1 0 2; }
#body.stacked { layout: vertical; }
#body.stacked #list { height: 2fr; }
#body.stacked #page { height: 3fr; border-top: solid ansi_bright_black; padding: 0 1 0 1; }
#body.switched #page { display: none; }
#body.switched.reading #list { display: none; }
#body.switched.reading #page { display: block; padding: 0 1 0 1; }
* { scrollbar-color: ansi_bright_black; scrollbar-background: ansi_default; scrollbar-color-hover: ansi_default;
    scrollbar-color-active: ansi_default; scrollbar-background-hover: ansi_default;
    scrollbar-background-active: ansi_default; scrollbar-corner-color: ansi_default; }
.panel { width: 1fr; height: auto; max-height: 90%; border-top: solid ansi_cyan; background: ansi_default;
         padding: 0 1; }
.panel Bar { height: auto; }
.panel Input { border: none; height: 1; padding: 0; background: ansi_default; color: ansi_default; }
.panel Pane { height: auto; max-height: 100%; width: 1fr; }
.ascii #list, .ascii #page, .ascii #asked, .ascii #advice, .ascii Pane { scrollbar-size-vertical: 0; }
.ascii #body.wide #page { border-left: ascii ansi_bright_black; }
.ascii #body.stacked #page { border-top: ascii ansi_bright_black; }
.ascii .panel { border-top: ascii ansi_cyan; }
.ascii #draft { border-top: ascii ansi_cyan; border-bottom: ascii ansi_cyan; }
.ascii #draft:focus { border-top: ascii ansi_cyan; border-bottom: ascii ansi_cyan; }

#compose { layout: vertical; height: 1fr; }
#asked { height: auto; max-height: 30%; width: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
#draft { height: 1fr; max-width: 104; min-height: 4; border: none;
         border-top: solid ansi_cyan; border-bottom: solid ansi_cyan;
         padding: 0 1; background: ansi_default; color: ansi_default; }
#draft:focus { border: none; border-top: solid ansi_cyan; border-bottom: solid ansi_cyan; }
#advice { height: auto; max-height: 30%; width: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
"""
