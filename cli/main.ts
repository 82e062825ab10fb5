#!/usr/bin/env node
import { createProgram, exitCodeOf } from './program.ts';
import { processTerminal } from './terminal.ts';

const terminal = processTerminal();
try {
  await createProgram(terminal).parseAsync(process.argv);
} catch (error) {
  process.exitCode = exitCodeOf(error, terminal);
}
