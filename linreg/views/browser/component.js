// The life of a Streamlit component whose module keeps one view per element: {update(data), destroy(), ready?}.
//
// Streamlit calls the default export again at every change of data or theme, with no cleanup in between, and may run
// the cleanup of an overtaken call late: so a cleanup ends the view only if no later call has taken it over.

/**
 * The default export of a module: `begin(parentElement, send, once)` makes the view. `send(name, value)` tells Python
 * what holds from now on, and again with every later message; `once(name, value)` tells it one time. `ready`, after an update: a
 * promise that fails if something that the view needs does not come.
 */
export const component = (begin) => {
  const views = new WeakMap(); // parentElement → {call, args, view}
  return (args) => {
    const { parentElement } = args;
    const entry = views.get(parentElement) ?? { call: 0 };
    views.set(parentElement, entry);
    const call = ++entry.call;
    entry.args = args;
    entry.view ??= begin(
      parentElement,
      (name, value) => entry.args.setStateValue(name, value),
      (name, value) => entry.args.setTriggerValue(name, value),
    );
    entry.view.update(args.data);
    return {
      ready: entry.view.ready,
      end() {
        if (entry.call !== call) return;
        views.delete(parentElement);
        entry.view.destroy();
      },
    };
  };
};
