// Loaded only by pages in this language; the browser then fetches only the ranges whose characters it meets.
import "@fontsource/noto-serif-sc/300.css";
import "@fontsource/noto-sans-sc/400.css";
