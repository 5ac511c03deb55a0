"""What can be done: take files of ratings in and out, say who a code stands for, store Reports, let others see one."""
