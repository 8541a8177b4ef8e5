package markdown

import (
	"strconv"
	"strings"
)

// This file prints highlighted fences as eleventy-plugin-syntaxhighlight does,
// without the spans of Prism: the tokens depend on the languages that other
// pages loaded before, and colours are not what the preview is for.

// prismNames are the languages and aliases that Prism 1 knows. The plugin
// prints the code of any other, and of "text", unescaped: angle brackets in it
// are tags on the published page.
const prismNames = " abap abnf actionscript ada adoc agda al antlr4 apacheconf apex apl applescript aql arduino arff arm-asm armasm art arturo asciidoc asm6502 asmatmel " +
	"aspnet atom autohotkey autoit avdl avisynth avro-idl avs awk bash basic batch bbcode bbj bicep birb bison bnf bqn brainfuck brightscript bro bsl c cfc " +
	"cfscript chaiscript cil cilk cilk-c cilk-cpp cilkc cilkcpp clike clojure cmake cobol coffee coffeescript conc concurnas context cooklang coq cpp " +
	"crystal cs csharp cshtml csp css css-extras csv cue cypher d dart dataweave dax dhall diff django dns-zone dns-zone-file docker dockerfile dot dotnet " +
	"ebnf editorconfig eiffel ejs elisp elixir elm emacs emacs-lisp erb erlang eta etlua excel-formula factor false firestore-security-rules flow fortran " +
	"fsharp ftl g4 gamemakerlanguage gap gawk gcode gdscript gedcom gettext gherkin git gitignore glsl gml gn gni go go-mod go-module gradle graphql groovy " +
	"gv haml handlebars haskell haxe hbs hcl hgignore hlsl hoon hpkp hs hsts html http ichigojam icon icu-message-format idr idris iecst ignore inform7 ini " +
	"ino io j java javadoc javadoclike javascript javastacktrace jexl jinja2 jolie jq js js-extras js-templates jsdoc json json5 jsonp jsstacktrace jsx " +
	"julia keepalived keyman kotlin kt kts kum kumir kusto latex latte ld less lilypond linker-script liquid lisp livescript llvm log lolcode lua ly magma " +
	"makefile markdown markup markup-templating mata mathematica mathml matlab maxscript md mel mermaid metafont mizar mongodb monkey moon moonscript " +
	"mscript mustache n1ql n4js n4jsd nand2tetris-hdl nani naniscript nasm nb neon nevod nginx nim nix njk npmignore nsis nunjucks objc objectivec " +
	"objectpascal ocaml odin opencl openqasm oscript oz parigp parser pascal pascaligo pbfasm pcaxis pcode peoplecode perl php php-extras phpdoc plain " +
	"plaintext plant-uml plantuml plsql po powerquery powershell pq processing prolog promql properties protobuf psl pug puppet pure purebasic purescript " +
	"purs px py python q qasm qml qore qs qsharp r racket razor rb rbnf reason regex rego renpy res rescript rest rip rkt roboconf robot robotframework rpy " +
	"rq rss ruby rust sas sass scala scheme sclang scss sh sh-session shell shell-session shellsession shortcode sln smali smalltalk smarty sml smlnj sol " +
	"solidity solution-file soy sparql splunk-spl sqf sql squirrel ssml stan stata stylus supercollider svg swift systemd t4 t4-cs t4-templating t4-vb tap " +
	"tcl tex textile toml tremor trickle trig troy ts tsconfig tsx tt2 turtle twig txt typescript typoscript uc unrealscript uorazor uri url uscript v vala " +
	"vb vba vbnet velocity verilog vhdl vim visual-basic warpscript wasm web-idl webidl webmanifest wgsl wiki wl wolfram wren xeora xeoracube xls xlsx xml " +
	"xml-doc xojo xquery yaml yang yml zig "

// prismEscape is what Prism does to text; a no-break space becomes a blank.
var prismEscape = strings.NewReplacer("&", "&amp;", "<", "&lt;", "\u00A0", " ")

// highlighted prints a fence. The language may name lines to mark, counted
// from 0: js/0,2-3, or lines added and removed: js/1/2.
func (p *printer) highlighted(content, language string) {
	language, ranges, marked := strings.Cut(language, "/")
	if knownLanguage(strings.TrimPrefix(language, "diff-")) {
		content = prismEscape.Replace(content)
	}
	content = strings.TrimSuffix(content, "\n")
	if marked {
		content = markLines(content, strings.Split(ranges, "/"))
	}
	p.out(`<pre class="language-`, language, `" tabindex="0"><code class="language-`, language, `">`, content, "</code></pre>\n")
}

func knownLanguage(name string) bool {
	return strings.IndexByte(name, ' ') < 0 && strings.Contains(prismNames, " "+name+" ")
}

func markLines(content string, ranges []string) string {
	lines := strings.Split(content, "\n")
	for i := range lines {
		switch {
		case len(ranges) == 1 && lineIn(i, ranges[0]):
			lines[i] = `<mark class="highlight-line highlight-line-active">` + lines[i] + "</mark>"
		case len(ranges) == 2 && lineIn(i, ranges[0]):
			lines[i] = `<ins class="highlight-line highlight-line-add">` + lines[i] + "</ins>"
		case len(ranges) == 2 && lineIn(i, ranges[1]):
			lines[i] = `<del class="highlight-line highlight-line-remove">` + lines[i] + "</del>"
		}
	}
	return strings.Join(lines, "\n")
}

// lineIn says whether the 0-based line is in a list such as 0,2-4.
func lineIn(line int, list string) bool {
	for _, part := range strings.Split(list, ",") {
		from, to, span := strings.Cut(part, "-")
		first, err := strconv.Atoi(trim(from))
		last := first
		if span {
			last, _ = strconv.Atoi(trim(to))
		}
		if err == nil && line >= first && line <= last {
			return true
		}
	}
	return false
}
