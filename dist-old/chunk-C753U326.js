import {
  explainCommand,
  nearest,
  rulesCommand,
  viewersCommand,
  withoutArguments
} from "./chunk-VWXR6A6D.js";
export {
  explainCommand,
  nearest,
  rulesCommand,
  viewersCommand,
  withoutArguments
};
