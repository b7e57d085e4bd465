import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { Client } from '../api/client';
import { asProblem } from '../api/problem';
import type { Me } from '../api/types';
import { base, buttons, fields, states } from '../design/controls';
import { signInState } from './session-key';

export interface SignedIn {
  key: string;
  me: Me;
}

/** Asks for the API key and tries it, or sends to the identity provider. Fires `signed-in`. */
@customElement('sign-in')
export class SignIn extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    states,
    css`
      :host {
        display: grid;
        place-items: center;
        min-height: 100%;
        padding: var(--space-4);
      }
      form {
        display: grid;
        gap: var(--space-3);
        width: 100%;
        max-width: 400px;
        padding: var(--space-5);
        border: 1px solid var(--border);
        border-radius: var(--radius);
        background: var(--surface);
      }
      h1 {
        font-size: var(--text-xl);
      }
      .field {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: var(--space-2);
      }
      button {
        min-height: 38px;
      }
      input {
        font-family: var(--font-code);
      }
      @media (max-width: 820px) {
        input {
          font-size: 1rem;
        }
      }
      code {
        padding: 1px 5px;
        border-radius: var(--radius-s);
        background: var(--sunken);
        white-space: nowrap;
        user-select: all;
      }
    `,
  ];

  /** Why the person is here again, if so. */
  @property() reason = '';
  /** What the identity provider is called, if there is one. */
  @state() private provider: string | null = null;
  @state() private shown = false;
  @state() private trying = false;
  @state() private failure = '';
  @query('input') private input!: HTMLInputElement;

  protected override firstUpdated(): void {
    this.input.focus();
    void signInState().then((state) => (this.provider = state.provider));
  }

  protected override render() {
    const failure = this.failure || this.reason;
    return html`<form @submit=${this.submitted}>
      <h1>Agent-AIOps</h1>
      <label for="key">API key</label>
      <div class="field">
        <input
          id="key"
          name="key"
          type=${this.shown ? 'text' : 'password'}
          autocomplete="current-password"
          autocapitalize="off"
          spellcheck="false"
          required
          aria-describedby="where"
          aria-invalid=${failure !== ''}
        />
        <button type="button" aria-pressed=${this.shown} @click=${() => (this.shown = !this.shown)}>
          ${this.shown ? 'Hide' : 'Show'}
        </button>
      </div>
      <p id="where" class="muted">
        On the server, in the folder where you ran <code>./aiops up</code>, this shows it:
        <code>cat .aiops/admin.key</code>
      </p>
      ${failure ? html`<p class="notice bad" role="alert">${failure}</p>` : nothing}
      <button class="primary" ?disabled=${this.trying}>${this.trying ? 'Trying the key ...' : 'Sign in'}</button>
      <p class="muted">The key stays in this tab and is forgotten when you close it.</p>
      ${this.provider ? html`<a class="button" href="/sign-in">Sign in with ${this.provider}</a>` : nothing}
    </form>`;
  }

  private async submitted(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const key = this.input.value.trim();
    if (!/^[\x21-\x7e]+$/.test(key)) {
      this.failure =
        'This is not a key: a key has no spaces and only plain characters. Copy the whole line of the file.';
      return;
    }
    this.trying = true;
    this.failure = '';
    try {
      const me = await new Client(key).me();
      this.dispatchEvent(
        new CustomEvent<SignedIn>('signed-in', { detail: { key, me }, bubbles: true, composed: true }),
      );
    } catch (error) {
      const problem = asProblem(error);
      this.failure =
        problem.status === 401
          ? 'The gateway does not know this key. Copy it again from .aiops/admin.key.'
          : problem.message;
    }
    this.trying = false;
  }
}
