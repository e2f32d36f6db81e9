//! The threads that compute.
//!
//! Own threads rather than those of the async runtime: analysis recurses as deeply as programs nest, so it needs a
//! bigger stack, and what computes must never keep the protocol waiting.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use super::panic;

/// Deep enough for the deepest program that the parser takes. Only touched pages cost memory.
pub(super) const STACK_SIZE: usize = 64 << 20;

/// Few enough to be cheap, and more than one slow question can hold up.
const FEWEST_THREADS: usize = 4;

/// Something to compute. It holds a snapshot of the database, so it must not wait in the queue while a change is made:
/// see [`TaskPool::abandon_waiting`].
pub(super) trait Task: Send {
    /// Computes, and hands the result over.
    fn run(self: Box<Self>);

    /// Tells whoever waits that a newer change has made the question worthless.
    fn abandon(self: Box<Self>);
}

/// How long somebody may wait for a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Priority {
    /// The client waits for the answer.
    Question,
    /// Nobody waits. Leaves threads free for questions.
    Background,
}

/// A fixed number of threads with a queue.
pub(super) struct TaskPool {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    queue: Mutex<Queue>,
    changed: Condvar,
}

#[derive(Default)]
struct Queue {
    questions: VecDeque<Box<dyn Task>>,
    background: VecDeque<Box<dyn Task>>,
    background_running: usize,
    background_limit: usize,
    closed: bool,
}

impl TaskPool {
    /// Starts the threads.
    ///
    /// # Errors
    /// When the operating system gives none.
    pub(super) fn start() -> io::Result<TaskPool> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from).max(FEWEST_THREADS);
        let shared = Arc::new(Shared::default());
        lock(&shared.queue).background_limit = (threads / 4).max(1);
        for number in 0..threads {
            let shared = Arc::clone(&shared);
            std::thread::Builder::new()
                .name(format!("fitz-lsp-worker-{number}"))
                .stack_size(STACK_SIZE)
                .spawn(move || work(&shared))?;
        }
        Ok(TaskPool { shared })
    }

    /// Runs a task as soon as a thread is free.
    pub(super) fn spawn(&self, priority: Priority, task: Box<dyn Task>) {
        let mut queue = lock(&self.shared.queue);
        match priority {
            Priority::Question => queue.questions.push_back(task),
            Priority::Background => queue.background.push_back(task),
        }
        drop(queue);
        self.shared.changed.notify_one();
    }

    /// Abandons everything that has not started. Call it before a change: the database waits for all snapshots, and one
    /// in the queue would make it wait for a thread to become free.
    pub(super) fn abandon_waiting(&self) {
        let mut queue = lock(&self.shared.queue);
        let mut waiting = std::mem::take(&mut queue.questions);
        waiting.append(&mut queue.background);
        drop(queue);
        for task in waiting {
            task.abandon();
        }
    }
}

impl Drop for TaskPool {
    fn drop(&mut self) {
        lock(&self.shared.queue).closed = true;
        self.abandon_waiting();
        self.shared.changed.notify_all();
    }
}

fn work(shared: &Shared) {
    loop {
        let mut queue = lock(&shared.queue);
        let (task, priority) = loop {
            if let Some(task) = queue.questions.pop_front() {
                break (task, Priority::Question);
            }
            if queue.background_running < queue.background_limit
                && let Some(task) = queue.background.pop_front()
            {
                queue.background_running += 1;
                break (task, Priority::Background);
            }
            if queue.closed {
                return;
            }
            queue = shared.changed.wait(queue).unwrap_or_else(PoisonError::into_inner);
        };
        drop(queue);
        // Tasks guard their own work; this one is for what they do around it, and has been logged by the hook.
        let _failure = panic::guard("a task", || task.run());
        if priority == Priority::Background {
            lock(&shared.queue).background_running -= 1;
            shared.changed.notify_one();
        }
    }
}

fn lock(queue: &Mutex<Queue>) -> MutexGuard<'_, Queue> {
    queue.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, Sender, channel};

    use super::*;

    struct Probe {
        name: u32,
        gate: Option<Receiver<()>>,
        log: Sender<(u32, &'static str)>,
    }

    impl Task for Probe {
        fn run(self: Box<Self>) {
            if let Some(gate) = self.gate {
                let _ = gate.recv();
            }
            let _ = self.log.send((self.name, "run"));
        }

        fn abandon(self: Box<Self>) {
            let _ = self.log.send((self.name, "abandoned"));
        }
    }

    #[test]
    fn questions_overtake_background_tasks() {
        let pool = TaskPool::start().unwrap();
        let (log, entries) = channel();
        let (open, gate) = channel();
        pool.spawn(Priority::Background, Box::new(Probe { name: 0, gate: Some(gate), log: log.clone() }));
        for name in 1..=2 {
            pool.spawn(Priority::Question, Box::new(Probe { name, gate: None, log: log.clone() }));
        }
        let mut questions = [entries.recv().unwrap(), entries.recv().unwrap()];
        questions.sort_unstable();
        assert_eq!(questions, [(1, "run"), (2, "run")]);
        open.send(()).unwrap();
        assert_eq!(entries.recv().unwrap(), (0, "run"));
    }

    #[test]
    fn what_waits_can_be_abandoned() {
        let pool = TaskPool::start().unwrap();
        let threads = std::thread::available_parallelism().map_or(1, usize::from).max(FEWEST_THREADS) as u32;
        let (log, entries) = channel();
        let mut gates = Vec::new();
        for name in 0..threads + 1 {
            let (open, gate) = channel();
            gates.push(open);
            pool.spawn(Priority::Question, Box::new(Probe { name, gate: Some(gate), log: log.clone() }));
        }
        // At least one of them finds no free thread.
        pool.abandon_waiting();
        let (_, what) = entries.recv().unwrap();
        assert_eq!(what, "abandoned");
        drop(gates);
    }

    #[test]
    fn a_panic_does_not_cost_a_thread() {
        struct Panics;
        impl Task for Panics {
            fn run(self: Box<Self>) {
                panic!("on purpose");
            }
            fn abandon(self: Box<Self>) {}
        }
        let pool = TaskPool::start().unwrap();
        for _ in 0..64 {
            pool.spawn(Priority::Question, Box::new(Panics));
        }
        let (log, entries) = channel();
        pool.spawn(Priority::Question, Box::new(Probe { name: 1, gate: None, log }));
        assert_eq!(entries.recv().unwrap(), (1, "run"));
    }
}
