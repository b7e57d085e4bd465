/** A condition on one label, as Alertmanager's API shows it. */
export interface Matcher {
  name: string;
  value: string;
  isRegex: boolean;
  isEqual: boolean;
}

const SIGNS = ['=~', '!=', '!~', '='] as const;
const PLAIN_NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;

/** As it is written: name="value", with quotes, backslashes and line ends escaped. */
export function matcherText({ name, value, isRegex, isEqual }: Matcher): string {
  const sign = isEqual === false ? (isRegex ? '!~' : '!=') : isRegex ? '=~' : '=';
  return (PLAIN_NAME.test(name) ? name : quote(name)) + sign + quote(value);
}

function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}

/** One matcher a line or between commas, as alert-router reads them. What is wrong comes with where it stands. */
export function parseMatchers(text: string): Matcher[] | { wrong: string } {
  try {
    return new MatcherReader(text).all();
  } catch (error) {
    if (error instanceof SyntaxError) return { wrong: error.message };
    throw error;
  }
}

/** Reads name, sign and value one after the other: what stands between quotes is never taken apart. */
class MatcherReader {
  private at = 0;

  constructor(private readonly text: string) {}

  all(): Matcher[] {
    const found: Matcher[] = [];
    this.skip(/[\s,]/);
    const braces = this.take('{');
    for (this.skip(/[\s,]/); this.at < this.text.length && !(braces && this.peek() === '}'); this.skip(/[\s,]/)) {
      found.push(this.matcher(braces));
      this.skip(/[^\S\n]/);
      if (!/[\n,]/.test(this.peek() || '\n') && !(braces && this.peek() === '}')) throw this.wrong('a comma or a new line belongs here');
    }
    if (braces && !this.take('}')) throw this.wrong('the brace is not closed');
    this.skip(/\s/);
    if (this.at < this.text.length) throw this.wrong('nothing may follow the brace');
    return found;
  }

  private matcher(braces: boolean): Matcher {
    const name = this.peek() === '"' ? this.quoted() : this.plain(/[\s=!~,{}"]/);
    if (!name.trim()) throw this.wrong('a label name belongs here');
    this.skip(/[^\S\n]/);
    const sign = SIGNS.find((each) => this.text.startsWith(each, this.at));
    if (!sign) throw this.wrong('one of = != =~ !~ belongs here');
    this.at += sign.length;
    this.skip(/[^\S\n]/);
    const value = this.peek() === '"' ? this.quoted() : this.plain(braces ? /[\n,}"]/ : /[\n,"]/).trim();
    return { name, value, isRegex: sign.endsWith('~'), isEqual: !sign.startsWith('!') };
  }

  private quoted(): string {
    const from = this.at++;
    let value = '';
    while (this.at < this.text.length) {
      const char = this.text[this.at++]!;
      if (char === '"') return value;
      value += char === '\\' ? this.escaped() : char;
    }
    this.at = from;
    throw this.wrong('the quote is not closed');
  }

  /** An escape that is none keeps its backslash, as with Alertmanager: \d of an expression. */
  private escaped(): string {
    const char = this.peek();
    if (char !== 'n' && char !== '"' && char !== '\\') return '\\';
    this.at++;
    return char === 'n' ? '\n' : char;
  }

  private plain(end: RegExp): string {
    const from = this.at;
    while (this.at < this.text.length && !end.test(this.peek())) this.at++;
    return this.text.slice(from, this.at);
  }

  private skip(blank: RegExp): void {
    while (this.at < this.text.length && blank.test(this.peek())) this.at++;
  }

  private take(char: string): boolean {
    const there = this.peek() === char;
    if (there) this.at++;
    return there;
  }

  private peek(): string {
    return this.text[this.at] ?? '';
  }

  private wrong(why: string): SyntaxError {
    const rest = this.text.slice(this.at).split('\n', 1)[0]!;
    return new SyntaxError(rest ? `${why}: ${rest.slice(0, 60)}` : why);
  }
}
