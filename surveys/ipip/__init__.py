"""The IPIP-NEO-120: its published key is here, its public-domain item texts come from outside and stay there."""
