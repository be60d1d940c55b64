import type { Side } from './state.ts';

/** What the array does by itself. */
export type SystemAction =
  | { readonly name: 'NotifySize'; readonly side: Side }
  | { readonly name: 'AllocateMirror'; readonly side: Side }
  | { readonly name: 'CreateTable'; readonly side: Side }
  | { readonly name: 'WritePage'; readonly side: Side; readonly block: number }
  | { readonly name: 'Copy'; readonly side: Side; readonly block: number }
  | { readonly name: 'Enqueue'; readonly side: Side; readonly block: number }
  | { readonly name: 'Acknowledge'; readonly side: Side; readonly block: number }
  | { readonly name: 'Drain'; readonly side: Side }
  | { readonly name: 'Destage'; readonly side: Side; readonly page: number }
  | { readonly name: 'DestageDone'; readonly side: Side; readonly block: number }
  | { readonly name: 'Release'; readonly side: Side; readonly page: number }
  | { readonly name: 'Degrade'; readonly side: Side }
  | { readonly name: 'Suspect'; readonly side: Side }
  | { readonly name: 'Fence'; readonly side: Side }
  | { readonly name: 'DrainDone'; readonly side: Side }
  | { readonly name: 'LinkPage'; readonly side: Side; readonly page: number }
  | { readonly name: 'TakeCharge'; readonly side: Side }
  | { readonly name: 'StandDown'; readonly side: Side };

/** What happens to the array: the host's requests, faults, and late effects of faults. */
export type EnvironmentAction =
  | { readonly name: 'HostWrite'; readonly side: Side; readonly block: number; readonly pages: number }
  | { readonly name: 'HostRead'; readonly side: Side; readonly block: number }
  | { readonly name: 'Wake'; readonly side: Side }
  | { readonly name: 'DeviceWriteLate'; readonly side: Side; readonly block: number }
  | { readonly name: 'BatteryElapse'; readonly battery: number }
  | { readonly name: 'PowerOff'; readonly unit: number; readonly fault: number }
  | { readonly name: 'BatteryDead'; readonly battery: number; readonly fault: number }
  | { readonly name: 'BoardCrash'; readonly side: Side; readonly fault: number }
  | { readonly name: 'BoardHang'; readonly side: Side; readonly fault: number }
  | { readonly name: 'CacheLost'; readonly side: Side; readonly fault: number }
  | { readonly name: 'FifoLost'; readonly side: Side; readonly fault: number }
  | { readonly name: 'ChannelDown'; readonly fault: number }
  | { readonly name: 'FalseSuspicion'; readonly side: Side; readonly fault: number };

export type Action = SystemAction | EnvironmentAction;
export type ActionName = Action['name'];
export type ActionOf<N extends ActionName> = Extract<Action, { name: N }>;
