// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice A receiving account outside the chain. Units moved to the account here whose key is its hash are to be paid out to it.
/// @param owner Who gets the units back when a payout fails.
/// @param rail The kind of account, ASCII, left-aligned, for example "stripe" or "bank".
/// @param account The salted hash of the account's particulars, which only the payer's side and the owner know.
/// @param minimum What anyone may have paid out at the least, in the currency's minor unit; the owner may have less.
/// @param quorum The quorum that issued the units and reports what became of the payout.
/// @param currency The ISO 4217 code, ASCII, left-aligned.
/// @param processor The hash that names the processor account which pays.
struct PayoutAccount {
    address owner;
    bytes32 rail;
    bytes32 account;
    uint128 minimum;
    bytes32 quorum;
    bytes32 currency;
    bytes32 processor;
}

/// @notice What became of a transfer instruction. It only moves forward.
enum InstructionState {
    None,
    Issued,
    Accepted,
    Paid,
    Failed,
    Reversed
}

/// @notice An order to the processor to pay, which the units behind it were destroyed for.
/// @param amount The amount, in the currency's minor unit.
/// @param state What became of it.
struct Instruction {
    uint128 amount;
    InstructionState state;
}

/// @notice What the nodes attest about an instruction.
/// @param sequence The number of the instruction among those of its payout account, from 1.
/// @param state The state reached.
/// @param evidence The processor's id of the transfer, or the hash of the reason why it failed.
struct Report {
    uint64 sequence;
    InstructionState state;
    bytes32 evidence;
}
