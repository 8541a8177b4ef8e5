module apercu

go 1.26.8

require (
	github.com/BurntSushi/toml v0.3.1 // TOML front matter; adrg/frontmatter decodes with it too
	github.com/adrg/frontmatter v0.2.0 // formats of front matter
	github.com/maxence-charriere/go-app/v10 v10.1.11 // the interface in the browser; exact version
	github.com/owenrumney/go-sarif/v3 v3.3.1 // tests: SARIF's schema
	github.com/pmezard/go-difflib v1.0.0 // tests: differences of golden files
	github.com/rogpeppe/go-internal v1.16.0 // tests: txtar and testscript
	github.com/sergi/go-diff v1.4.0 // patch links, comparison of pages
	github.com/spf13/cobra v1.10.2 // the command line
	github.com/yuin/goldmark v1.8.7 // Markdown's tree and parser
	golang.org/x/net v0.62.0 // reads HTML in checks and comparisons
)

require (
	github.com/google/uuid v1.6.0 // indirect
	github.com/inconshreveable/mousetrap v1.1.0 // indirect
	github.com/spf13/pflag v1.0.9 // indirect
	github.com/xeipuuv/gojsonpointer v0.0.0-20180127040702-4e3ac2762d5f // indirect
	github.com/xeipuuv/gojsonreference v0.0.0-20180127040603-bd5ef7bd5415 // indirect
	github.com/xeipuuv/gojsonschema v1.2.0 // indirect
	golang.org/x/sys v0.49.0 // indirect
	golang.org/x/tools v0.26.0 // indirect
	gopkg.in/yaml.v2 v2.4.0 // indirect
)
