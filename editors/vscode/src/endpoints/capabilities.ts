/** What this client can do beyond the protocol, for the server to count on. */
import type { ClientCapabilities, FeatureState, StaticFeature } from 'vscode-languageclient/node';
import { LENS_COMMANDS } from './answer';

export class EndpointCapabilities implements StaticFeature {
  fillClientCapabilities(capabilities: ClientCapabilities): void {
    const before = (capabilities.experimental ?? {}) as object;
    capabilities.experimental = { ...before, commands: [...LENS_COMMANDS], endpointsChanged: true, status: true };
  }

  initialize(): void {}

  getState(): FeatureState {
    return { kind: 'static' };
  }

  clear(): void {}
}
