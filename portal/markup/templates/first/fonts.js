// The framework asks for its font of signs before anything needs one. Where one is drawn, the stylesheet still brings it.
const loads = document.fonts.load.bind(document.fonts);
document.fonts.load = (font, text) => font.includes("Material Symbols") ? Promise.resolve([]) : loads(font, text);
