#!/usr/bin/env bash
# One comparison by `decide diff`: the report for people, three values for the workflow.
# All that is asked for comes by the environment; texts of the workspace go into the report and nowhere else.
set -euo pipefail

bin=$RUNNER_TEMP/decide/bin
folder=$(mktemp -d "$RUNNER_TEMP/decide-review.XXXXXX")
data=$folder/diff.json
report=$folder/comment.md

# What the event calls base is where that branch stood some time ago; what GitHub checks out is a merge with where it stands
# now. The pull request's own commits are those since both last met.
if [ -n "$DECIDE_BASE" ]; then
  case $DECIDE_BASE in
    *..*) states=$DECIDE_BASE ;;
    *) states=$DECIDE_BASE...HEAD ;;
  esac
elif [ -n "$PULL_BASE" ]; then
  states=$PULL_BASE...$PULL_HEAD
else
  states=HEAD^...HEAD
fi

compare() { # FORMAT FILE
  "$bin/decide" diff "--directory=$DECIDE_WORKSPACE" "--weights=$DECIDE_WEIGHTS" "--fail-on=$DECIDE_FAIL_ON" \
    "--format=$1" "--output=$2" -- "$states"
}

what_moved() {
  "$bin/python" -I -c '
import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    found = json.load(file)
word = {True: "true", False: "false"}
print(word[found["moved"]], word[any(one["winner_moved"] for one in found["profiles"])])
' "$data"
}

# decide may name texts of the workspace in its messages: none of them is a command to the runner.
token=$("$bin/python" -I -c 'import secrets; print(secrets.token_hex(16))')
echo "::stop-commands::$token"
code=0
compare json "$data" || code=$?
again=$code
if [ -s "$data" ]; then
  again=0
  compare markdown "$report" || again=$?
fi
echo "::$token::"

# 10: what fail-on names moved; 3: the files after cannot be read. The report tells of both; after any other there is none.
reported=false
case $code in
  0 | 3 | 10) if [ "$again" = "$code" ] && [ -s "$data" ] && [ -s "$report" ]; then reported=true; fi ;;
esac

changed="" winner="" comment=""
if [ "$reported" = true ]; then
  moved=$(what_moved)
  read -r changed winner <<< "$moved"
  if [ "$changed" = true ]; then comment=$report; fi
  cat "$report" >> "$GITHUB_STEP_SUMMARY"
fi
printf '%s\n' "changed=$changed" "winner-changed=$winner" "comment-file=$comment" >> "$GITHUB_OUTPUT"

if [ "$reported" = false ]; then
  echo "::error title=decide::Nothing could be compared. The log of this step says why."
  case $code in 0 | 3 | 10) exit 70 ;; esac
elif [ "$code" = 3 ]; then
  echo "::error title=decide::The files cannot be read any more. The summary of this run says where and why."
elif [ "$code" = 10 ]; then
  echo "::error title=decide::Something that fail-on names has moved. The summary of this run says what."
fi
exit "$code"
