// Loaded only by pages in this language; the browser then fetches only the ranges whose characters it meets.
import "@fontsource/noto-serif-kr/300.css";
import "@fontsource/noto-sans-kr/400.css";
