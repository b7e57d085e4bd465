import { state } from '../../ui/parts';

/** A promise and whether it is kept, as last seen. */
export interface Control {
  id: string;
  title: string;
  state: 'passed' | 'failed' | 'unknown';
  detail: string;
  text: string;
  owner: string;
  frequency: string;
  checkedAt?: string | null;
  since?: string | null;
}

export function controlState(name: string) {
  return state(name, name === 'passed' ? 'good' : name === 'failed' ? 'bad' : 'warn');
}
