// Client of the WebSocket endpoints of `task_board`, made from its Fitz source.
//
// Do not edit: change the source, then run `fitz-lsp client typescript` on `task_board.fitz` again.

export interface Alive {
  /** Default: `"alive"`. */
  kind?: string;
}

/** "snapshot" carries the whole list, the others a single task. */
export type TaskEvent =
  | TaskEventTaskCreated
  | TaskEventTaskUpdated
  | TaskEventTaskDeleted
  | TaskEventSnapshot;

/** TaskEvent with `event` "task_created". */
export interface TaskEventTaskCreated {
  event: "task_created";
  task: Task;
  tasks: Array<Task>;
  by: string;
}

export interface Task {
  id: number;
  title: string;
  status: string;
  owner_id: number;
}

/** TaskEvent with `event` "task_updated". */
export interface TaskEventTaskUpdated {
  event: "task_updated";
  task: Task;
  tasks: Array<Task>;
  by: string;
}

/** TaskEvent with `event` "task_deleted". */
export interface TaskEventTaskDeleted {
  event: "task_deleted";
  task: Task;
  tasks: Array<Task>;
  by: string;
}

/** TaskEvent with `event` "snapshot". */
export interface TaskEventSnapshot {
  event: "snapshot";
  task: null;
  tasks: Array<Task>;
  by: string;
}

/**
 * The endpoint `/ws/tasks`.
 *
 * It needs a token: pass `token`.
 */
export const task_feed = {
  path: "/ws/tasks",
  connect(options: ConnectOptions<Alive> = {}): Connection<Alive, TaskEvent, "event"> {
    return openConnection<Alive, TaskEvent, "event">({
      path: "/ws/tasks",
      address: "ws://localhost:8000",
      receives: ["type", "TaskEvent"],
      sendsBinary: false,
      heartbeatSecs: 30,
      probe: undefined,
    }, options);
  },
};

/** The types as data: frames are checked against it. */
const TYPES: WireTypes = {
  "Alive": {"fields": {
    "kind": "str",
  }},
  "TaskEvent": {"kind": "event", "variants": {
    "task_created": "TaskEventTaskCreated",
    "task_updated": "TaskEventTaskUpdated",
    "task_deleted": "TaskEventTaskDeleted",
    "snapshot": "TaskEventSnapshot",
  }},
  "TaskEventTaskCreated": {"fields": {
    "event": ["literal", "task_created"],
    "task": ["type", "Task"],
    "tasks": ["list", ["type", "Task"]],
    "by": "str",
  }},
  "Task": {"fields": {
    "id": "int",
    "title": "str",
    "status": "str",
    "owner_id": "int",
  }},
  "TaskEventTaskUpdated": {"fields": {
    "event": ["literal", "task_updated"],
    "task": ["type", "Task"],
    "tasks": ["list", ["type", "Task"]],
    "by": "str",
  }},
  "TaskEventTaskDeleted": {"fields": {
    "event": ["literal", "task_deleted"],
    "task": ["type", "Task"],
    "tasks": ["list", ["type", "Task"]],
    "by": "str",
  }},
  "TaskEventSnapshot": {"fields": {
    "event": ["literal", "snapshot"],
    "task": "null",
    "tasks": ["list", ["type", "Task"]],
    "by": "str",
  }},
};
