// The entry point of the bundle: styles of the document, then the one element that index.html holds.
import './design/tokens.css';
import './design/base.css';
import './shell/app-shell';
