"""Networks that race: who learns a task that needs a memory as long as the gap?"""
