// What the build does to Go's WebAssembly (lines.mjs, jumps.mjs), on a program that
// uses what it touches: deep calls, goroutines, panics caught and not, stacks that
// grow, the collector. It must run as the untouched one does.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { shortJumps } from "./jumps.mjs";
import { withoutLines } from "./lines.mjs";

const work = path.join(path.dirname(fileURLToPath(import.meta.url)), "../.build/tools-test");
const program = `package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"sort"
	"strings"
	"sync"
)

type shape interface{ area() float64 }
type square struct{ side float64 }
type circle struct{ r float64 }

func (s square) area() float64 { return s.side * s.side }
func (c circle) area() float64 { return 3 * c.r * c.r }

func depth(n int) (sum int) {
	var pad [64]int
	pad[n%64] = n
	if n > 0 {
		sum = depth(n - 1)
	}
	return sum + pad[n%64]
}

func caught(f func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("caught: %v", r)
		}
	}()
	f()
	return nil
}

func main() {
	fmt.Println(depth(5000))
	var all sync.WaitGroup
	counts := make(chan int, 8)
	for i := range 8 {
		all.Add(1)
		go func() {
			defer all.Done()
			words := map[string]int{}
			for k := range 2000 {
				words[strings.Repeat("x", k%17)] += i
			}
			counts <- len(words) * i
		}()
	}
	all.Wait()
	close(counts)
	var list []int
	for c := range counts {
		list = append(list, c)
	}
	sort.Ints(list)
	fmt.Println(list)
	fmt.Println(caught(func() { var m map[string]int; m["a"] = 1 }))
	fmt.Println(caught(func() { fmt.Println([]int{1}[len(os.Args)+7]) }))
	fmt.Println(caught(func() { panic(errors.New("of ours")) }))
	for _, s := range []shape{square{2}, circle{1}, &square{3}} {
		switch v := s.(type) {
		case square:
			fmt.Printf("%T %v %.1f\\n", v, v, v.area())
		default:
			fmt.Printf("%T %.1f\\n", v, v.area())
		}
	}
	for range 20 {
		_ = make([]byte, 1<<20)
		runtime.GC()
	}
	if len(os.Args) > 1 {
		fail(os.Args[1])
	}
}

//go:noinline
func fail(why string) { panic(why) }
`;

let wasm;
let exec;
before(() => {
  fs.mkdirSync(work, { recursive: true });
  fs.writeFileSync(path.join(work, "main.go"), program);
  const go = (args) => execFileSync("go", args, { cwd: work, env: { ...process.env, GOOS: "js", GOARCH: "wasm" }, stdio: ["ignore", "pipe", "inherit"] }).toString().trim();
  go(["build", "-trimpath", "-ldflags=-s -w", "-o", "main.wasm", "main.go"]);
  wasm = fs.readFileSync(path.join(work, "main.wasm"));
  exec = path.join(go(["env", "GOROOT"]), "lib/wasm/wasm_exec_node.js");
});

function run(bytes, ...args) {
  const file = path.join(work, "run.wasm");
  fs.writeFileSync(file, bytes);
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--stack-size=8192", exec, file, ...args], { encoding: "utf8" });
  return { status, stdout, stderr };
}

test("the program runs the same without its lines and with short jumps, and is smaller", () => {
  const want = run(wasm);
  assert.equal(want.status, 0, want.stderr);
  assert.match(want.stdout, /caught: of ours/);
  const { wasm: bare } = withoutLines(wasm);
  const short = shortJumps(bare);
  assert.ok(WebAssembly.validate(short));
  assert.deepEqual(run(bare), want);
  assert.deepEqual(run(short), want);
  const sizes = [wasm, bare, short].map((bytes) => gzipSync(bytes).length);
  assert.ok(sizes[0] > sizes[1] && sizes[1] > sizes[2], `compressed: ${sizes}`);
});

test("a crash says why, and its numbers name its functions", () => {
  const { wasm: bare, names } = withoutLines(wasm);
  const { status, stdout, stderr } = run(shortJumps(bare), "on purpose");
  assert.notEqual(status, 0);
  assert.match(stdout + stderr, /panic: on purpose/);
  const numbers = [...(stdout + stderr).matchAll(/^([0-9a-z]+)\(/gm)].map(([, n]) => names[parseInt(n, 36)]);
  assert.ok(numbers.includes("main.fail") && numbers.includes("main.main"), numbers.join());
});

test("what is not Go's is left alone", () => {
  assert.equal(withoutLines(Buffer.from(wasm.map((b, i) => (i > wasm.length / 3 && b === 0xf1 ? 0xf2 : b)))), undefined);
});
