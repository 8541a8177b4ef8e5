package main

import (
	"fmt"
	"runtime/debug"

	"apercu/web"

	"github.com/spf13/cobra"
)

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version of this program and of the editor inside",
		Args:  cobra.NoArgs,
		Run: func(cmd *cobra.Command, _ []string) {
			fmt.Fprintln(cmd.OutOrStdout(), "apercu", revision())
			if info, ok := web.Built(); ok {
				fmt.Fprintf(cmd.OutOrStdout(), "editor %s, DSFR %s\n", info.ID, info.DSFR)
			} else {
				fmt.Fprintln(cmd.OutOrStdout(), "editor not built in (make build)")
			}
		},
	}
}

// revision is the commit that the program was built from.
func revision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value[:min(len(s.Value), 12)]
		}
	}
	return info.Main.Version
}
