/** In which states a command is taken, and from whom. Anything else is refused. */
export type CommandTable<Command extends string, State extends string, Role extends string> = Readonly<
  Record<Command, { readonly states: readonly State[]; readonly roles: readonly Role[] }>
>;

/** The commands that a state takes from a role. */
export const commandsIn = <Command extends string, State extends string, Role extends string>(
  table: CommandTable<Command, State, Role>,
  state: State,
  role: Role,
): readonly Command[] =>
  (Object.keys(table) as Command[]).filter(
    (command) => table[command].states.includes(state) && table[command].roles.includes(role),
  );
