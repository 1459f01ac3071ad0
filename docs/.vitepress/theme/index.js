// VitePress's theme in the reader's own fonts and Namelight's colours.
import theme from "vitepress/theme-without-fonts";
import "./theme.css";

export default theme;
