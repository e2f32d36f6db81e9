/** Tells the server that this client asks for the text of the standard library itself. */
import type { ClientCapabilities, FeatureState, StaticFeature } from 'vscode-languageclient/node';

export class LibraryCapability implements StaticFeature {
  fillClientCapabilities(capabilities: ClientCapabilities): void {
    const before = (capabilities.experimental ?? {}) as object;
    capabilities.experimental = { ...before, libraryText: true };
  }

  initialize(): void {}

  getState(): FeatureState {
    return { kind: 'static' };
  }

  clear(): void {}
}
