// What the types of the clients must refuse, and what they must take.
import { dashboard, type DashboardEvent } from './dashboard/client';
import { notifications } from './notifications/client';
import { room } from './session_chat/client';
import { task_feed } from './task_board/client';
import { channel } from './typed_channel/client';

export function dashboards(): void {
  const connection = dashboard.connect({ token: 'text', heartbeat: { probe: { kind: 'ping' } } });
  connection.send({});
  connection.send({ kind: 'ping' });
  // @ts-expect-error the service knows no such command
  connection.send({ kind: 'pong' });
  // @ts-expect-error nor such a field
  connection.send({ kind: 'ping', at: '' });
  connection.on('rate', (event) => event.clicks + 1);
  // @ts-expect-error the service sends no such event
  connection.on('rates', () => {});
  // @ts-expect-error nor this field
  connection.on('rate', (event) => event.count);
}

export function exhaustive(event: DashboardEvent): string {
  switch (event.kind) {
    case 'hello':
    case 'pong':
      return event.at;
    case 'click':
      return event.target_url;
    case 'rate':
      return String(event.clicks);
  }
}

export function narrowing(): void {
  const chat = room.connect();
  chat.on('line', (update) => update.line.author);
  // @ts-expect-error a roster has no line
  chat.on('roster', (update) => update.line.author);
  // @ts-expect-error what is typed is an object
  chat.send('text');

  const board = task_feed.connect();
  board.on('task_created', (event) => event.task.title);
  // @ts-expect-error the snapshot has tasks, not a task
  board.on('snapshot', (event) => event.task.title);
}

export function others(): void {
  notifications.connect().send({ kind: 'pull' });
  // @ts-expect-error a command needs its kind
  notifications.connect().send({});
  channel.connect({ reconnect: false, heartbeat: false }).send({ kind: 'typing', is_typing: true });
  // @ts-expect-error a truth value, not a text
  channel.connect().send({ kind: 'typing', is_typing: 'yes' });
  // @ts-expect-error there is no such way for a token
  channel.connect({ tokenIn: 'header' });
}
